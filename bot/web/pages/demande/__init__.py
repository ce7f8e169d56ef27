"""The public form for direct requests."""
