"""How far the figures may be trusted."""
