"""Dashboards, as the coordination opens them, gives them, and takes them back."""
