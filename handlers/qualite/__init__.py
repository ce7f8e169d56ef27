"""« À confirmer »: what the figures cannot be trusted on yet, seen and mended on one screen."""
