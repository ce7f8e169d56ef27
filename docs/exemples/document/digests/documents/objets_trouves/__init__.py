"""The week's found things as a sheet for the lost property office."""
