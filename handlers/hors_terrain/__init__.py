"""Time worked out of the street, asked once a day, and the week summed up (requirements §3.9)."""
