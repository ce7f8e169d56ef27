"""Documents that are due: written, completed, reread, presented, validated (B02)."""
