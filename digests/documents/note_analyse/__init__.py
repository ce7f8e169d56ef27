"""What the binôme understands of one site, for the comité technique (000 l.136)."""
