"""The coordination reads what was found on a signed page, and says that it was given back."""
