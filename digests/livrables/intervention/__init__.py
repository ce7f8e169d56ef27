"""The chapters of whatever is written of one intervention (requirements §4.3)."""
