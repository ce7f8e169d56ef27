"""Rules of the trade: pure functions and values, standard library only."""
