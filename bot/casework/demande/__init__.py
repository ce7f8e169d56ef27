"""A direct request: received, answered, entrusted, followed; the letters about it."""
