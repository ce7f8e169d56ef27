"""A conflict handled on the spot, or a mediation to open (requirements §3.5)."""
