"""A deferred mediation: opened, met, agreed upon, checked."""
