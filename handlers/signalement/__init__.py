"""Reporting a broken thing, photo first (requirements §3.7)."""
