"""What people asked for, what was done of it, and what became of those handed over."""
