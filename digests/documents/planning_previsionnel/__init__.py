"""What the first comité opérationnel is shown of a whole intervention (000 l.73)."""
