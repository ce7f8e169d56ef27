"""The calendar of a programme: every due date, drawn from its file and from what was noted."""
