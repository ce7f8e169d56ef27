"""What one quartier is like, for who decides there (000 l.48, l.113)."""
