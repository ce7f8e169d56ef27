"""Copies of the whole house: made, checked, locked, aged, and given back."""
