"""Durations as the mediators say them."""

from __future__ import annotations


def format_minutes(minutes: int) -> str:
    """228 as « 3 h 48 », 56 as « 0 h 56 »; raises ValueError below zero."""
    if minutes < 0:
        raise ValueError(f"une durée n'est pas négative : {minutes}")
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}"
