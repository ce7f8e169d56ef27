"""The shared grid of presence: each actor adds its slots, all see who is where (D10, L02)."""
