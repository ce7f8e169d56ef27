"""Questions that several flows ask: choices, hours, days, on the spot, words, dictation."""
