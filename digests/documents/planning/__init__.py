"""A week of planning as a sheet to print."""
