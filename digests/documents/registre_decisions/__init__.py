"""What each comité decided, meeting after meeting (000 l.59)."""
