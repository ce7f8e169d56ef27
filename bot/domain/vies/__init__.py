"""The lives of what is followed, each one table: states, deeds, edges with their reasons."""
