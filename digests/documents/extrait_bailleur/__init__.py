"""What a landlord is shown of its stock, each quarter and each year (003 l.1052)."""
