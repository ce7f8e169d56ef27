"""The charter, read again at any time (000 l.91)."""
