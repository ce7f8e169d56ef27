"""Somebody comes, leaves or changes of binôme: what they followed passes on, and all are told."""
