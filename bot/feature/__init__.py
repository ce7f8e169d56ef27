"""The door by which a feature enters: what a folder may bring, and what it is given."""
