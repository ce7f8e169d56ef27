"""The coordination reads the point hebdo before its comités do: three sentences, a validation."""
