"""What partners say that mediation spared them (004 l.11-16)."""
