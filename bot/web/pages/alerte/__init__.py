"""The page of an alert: what its service reads, and answers."""
