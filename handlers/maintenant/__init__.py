"""Who is in the street at this minute, for the coordination: one line for each binôme."""
