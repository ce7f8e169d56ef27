"""The year, season after season, in the point mensuel."""
