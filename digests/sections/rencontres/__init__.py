"""How many encounters, where and when, and with whom in general."""
