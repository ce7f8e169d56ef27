"""What partners do together where conflicts and mésusages come back (001 l.33)."""
