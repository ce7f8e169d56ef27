"""Conflicts handled on the spot, and mediations under way."""
