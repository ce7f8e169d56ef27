"""The point mensuel, written into files."""
