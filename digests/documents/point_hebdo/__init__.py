"""The point hebdo as files, to look at it without sending it to anyone."""
