"""Every fault that was thought of, on both engines: what was lost, doubled, inverted, untold."""
