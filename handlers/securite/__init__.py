"""A question of safety: its two buttons, and what a silence sets off (MED-13)."""
