"""The page that ends a subscription to the point hebdo."""
