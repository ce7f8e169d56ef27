"""`python -m tests.fuzz`: what comes from outside, read as bytes that nobody meant to be read."""
