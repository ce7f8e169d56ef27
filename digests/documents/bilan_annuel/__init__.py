"""What the whole programme did in a year (003 l.788)."""
