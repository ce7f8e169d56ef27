"""What the coordination has to do this week: due, late, to reread, to answer, oldest first."""
