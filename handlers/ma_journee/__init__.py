"""The day's entries: read again, corrected, deleted, undone (requirements §3.13)."""
