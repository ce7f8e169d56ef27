"""The page where the photos of a signalement are blurred, and let go or not."""
