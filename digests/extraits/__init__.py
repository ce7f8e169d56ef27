"""Signalements one by one, for whoever follows them in a file of their own."""
