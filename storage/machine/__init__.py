"""The machinery of storage: database, queues, claims, leases; it knows nothing of the trade."""
