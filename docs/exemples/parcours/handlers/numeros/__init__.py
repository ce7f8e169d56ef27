"""The numbers to call in an emergency, at hand in the street."""
