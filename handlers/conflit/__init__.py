"""A conflict handled on the spot or in several sittings (requirements §3.5)."""
