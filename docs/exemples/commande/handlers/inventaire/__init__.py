"""What was found and is still noted, read in a terminal."""
