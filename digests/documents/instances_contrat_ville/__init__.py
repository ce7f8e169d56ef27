"""What the steering bodies of the contrat de ville validate (000 l.55)."""
