"""Signalements read before they leave."""
