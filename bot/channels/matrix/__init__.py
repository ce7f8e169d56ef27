"""A service's room on Matrix (Tchap): cards rewritten in place, answered by signs and replies."""
