"""Defective things: reported, mended, still waited for."""
