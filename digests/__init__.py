"""The point hebdo: figures frozen once a week, then told the same way everywhere."""
