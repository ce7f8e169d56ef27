"""A difficulty that the mediators meet: noted, and told at once if they wish (§3.12)."""
