"""Noting something done with a group: what, on what, how many, with whom (requirements §3.8)."""
