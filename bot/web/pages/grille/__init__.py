"""The page of the shared grid of presence."""
