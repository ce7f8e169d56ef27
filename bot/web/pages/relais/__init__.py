"""The page of a relais: the partner says that the person came."""
