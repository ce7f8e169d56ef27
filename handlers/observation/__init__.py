"""Saying what a place looks like: ambiance, fréquentation, uses (requirements §3.6)."""
