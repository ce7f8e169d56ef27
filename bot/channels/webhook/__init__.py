"""A service's own program: one signed event for each change."""
