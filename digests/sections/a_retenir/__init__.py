"""The three sentences that the coordination wants remembered."""
