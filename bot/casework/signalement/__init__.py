"""A signalement: sent to its services, then one door for every deed, and all that follows."""
