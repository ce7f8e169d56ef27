"""Text messages, for the services that only have a telephone."""
