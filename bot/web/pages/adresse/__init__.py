"""The page where the holder of an address says that answers may be written to it."""
