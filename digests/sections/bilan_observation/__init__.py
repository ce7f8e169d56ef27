"""What was observed on each site over a month (000 l.134, l.163)."""
