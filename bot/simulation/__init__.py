"""A believable past, lived through the chat's own turns: for tests, benches, demonstrations."""
