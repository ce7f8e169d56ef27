"""The page where a partner reads its own card again."""
