"""What a comité opérationnel is shown at each of its meetings (000 l.82)."""
