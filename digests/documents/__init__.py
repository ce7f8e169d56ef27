"""Documents: each folder is one, found by its DOCUMENT; none knows another."""
