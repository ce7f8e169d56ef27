"""A thing found in the street: where, what, and its photo."""
