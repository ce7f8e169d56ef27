"""Somebody asks for something: what was done of it, and to whom they go (requirements §3.3)."""
