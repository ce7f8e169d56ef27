"""Photos before they leave: what shows on them, and their page where they are blurred."""
