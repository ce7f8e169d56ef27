"""Saisie éclair: one message is one entry, read back on one card, confirmed in one tap."""
