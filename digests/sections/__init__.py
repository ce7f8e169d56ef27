"""The parts of a point hebdo, one folder each; adding a folder adds a part."""
