"""The comités: next dates, held or put off, decisions, and three meetings a quarter (B11)."""
