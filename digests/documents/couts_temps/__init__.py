"""What the programme costs and where the hours go, for who pays (000 l.172, l.205)."""
