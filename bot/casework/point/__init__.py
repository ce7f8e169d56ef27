"""The point hebdo before it leaves: reread by the coordination, its sentences, its hours."""
