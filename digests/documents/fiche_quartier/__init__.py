"""One quartier on one page, whenever somebody asks (003 l.790)."""
