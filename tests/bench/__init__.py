"""Measures of the whole bot, each beside its base in the same run: `python -m tests.bench`."""
