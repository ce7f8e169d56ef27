"""What the bot knows of who asks, being forgotten, and words looked for in the texts."""
