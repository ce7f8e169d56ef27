"""Le compte rendu de fin d'intervention."""
