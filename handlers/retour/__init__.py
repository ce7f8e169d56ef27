"""Telling the habitants what became of what they reported (001 l.90, requirements MED-12)."""
