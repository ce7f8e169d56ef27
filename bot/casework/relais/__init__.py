"""A relais: handed over, followed, taken back; its card and its one letter."""
