"""A typed message understood: numbers, hours, places, publics and broken things."""
