"""The evening replayed against a bot that is killed at every commit and at every send of it."""
