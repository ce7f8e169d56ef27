"""What one of several employers reads of its own year (A02)."""
