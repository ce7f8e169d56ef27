"""One page for the élus, each quarter (000 l.55, l.59)."""
