"""The dispositif's lists, by the coordination: a line added, renamed, retired, taken up again."""
