"""The team, by the coordination: invited, moved to another binôme, out at the next message."""
