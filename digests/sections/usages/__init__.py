"""What the places are used for, well and badly, and what is new."""
