"""A préconisation: given to the coordination, then answered."""
