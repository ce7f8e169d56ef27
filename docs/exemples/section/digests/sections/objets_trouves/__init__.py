"""How many things were found, site by site."""
