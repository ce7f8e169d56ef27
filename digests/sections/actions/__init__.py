"""What was done with groups, and with whom."""
