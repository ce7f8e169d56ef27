"""Which week, which sites, and the three figures that come first."""
