"""What surprised this week, site by site: a few questions, each skippable (requirements §3.10)."""
