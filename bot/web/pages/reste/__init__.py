"""The page that ends the weekly letter of a service."""
