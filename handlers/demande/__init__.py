"""A direct request: received in the street, decided by the coordination (requirements §3.11)."""
