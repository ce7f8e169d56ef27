"""The chapters of what is written of a quarter for the comité technique (requirements §4.4)."""
