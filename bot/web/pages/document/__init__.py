"""A validated document, as one of its readers was sent it."""
