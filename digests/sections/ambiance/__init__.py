"""How the sites felt: a median and its spread, and twelve weeks of them."""
