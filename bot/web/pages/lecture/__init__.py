"""A member of a comité reads the point hebdo that left, from the chat."""
