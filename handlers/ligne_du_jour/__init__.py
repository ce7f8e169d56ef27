"""One line a day to the coordination: what yesterday was, and whether everything left."""
