"""What is published of the signalements, in the words of Open311 GeoReport v2; read only."""
