"""The chapters of the impact of an intervention, measured three times (requirements §4.5)."""
