"""What a body of the contrat de ville reads: its periods, the parts that it asks for."""
