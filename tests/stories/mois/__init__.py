"""A month of a binôme, entered on the wire."""
