"""The life of a deferred mediation: séances, consents, accords and their checks (§3.5)."""
