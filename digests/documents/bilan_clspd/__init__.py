"""What the CLSPD is shown once a year, quartier by quartier (000 l.49)."""
