"""Every préconisation with its answer, service by service (000 l.48)."""
