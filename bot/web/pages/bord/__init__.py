"""A dashboard behind a signed link: a programme, a quartier, a site, an intervention."""
