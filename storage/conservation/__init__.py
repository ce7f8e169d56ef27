"""What is forgotten, when, and for good: one kind after the other, a few rows at a time."""
