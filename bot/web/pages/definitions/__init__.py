"""How each figure is made: its formula, what it is a part of, its unit and its source."""
