"""Recommending something to a service, and the coordination's answer (requirements §3.10)."""
