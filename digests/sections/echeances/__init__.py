"""What falls due soon."""
