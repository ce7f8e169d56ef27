"""The mediators' check on site, once a service says that it mended something."""
