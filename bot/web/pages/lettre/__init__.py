"""A point hebdo read whole on the web, and taken away as a PDF."""
