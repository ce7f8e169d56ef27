"""What one commanditaire reads of the year that it paid a share of (000 l.172-174)."""
