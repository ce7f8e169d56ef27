"""The chapters of what is written of one site, before anything is decided there (§4.6)."""
