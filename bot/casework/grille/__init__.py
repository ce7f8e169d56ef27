"""The shared grid of presence: in words, and in the letters that carry it."""
