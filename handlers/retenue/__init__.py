"""What does not press, read by the coordination before it leaves (COO-5)."""
