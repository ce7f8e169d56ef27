"""The activities of a mission, each by its main figures (001 l.77-96)."""
