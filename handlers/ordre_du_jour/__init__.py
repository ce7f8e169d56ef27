"""The agenda of a meeting, edited and validated by who holds it (B06, CPV-2)."""
