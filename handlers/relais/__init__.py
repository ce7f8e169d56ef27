"""Coming back to ask whether a relais was taken up (requirements §3.4, F03)."""
