"""Where professionals meet difficulties: a restricted map, whose every reading is noted."""
