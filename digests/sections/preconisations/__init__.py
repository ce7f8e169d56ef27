"""What was recommended to services, and what they answer."""
