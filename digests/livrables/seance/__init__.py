"""One meeting of a comité opérationnel: what it is shown, what it is asked (000 l.82)."""
