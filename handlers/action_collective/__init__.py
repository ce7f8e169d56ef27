"""Noting something done with a group: what, about what, how many, with whom (requirements §3.8)."""
