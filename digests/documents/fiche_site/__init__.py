"""One site on one page, whenever somebody asks (003 l.790, l.1316)."""
