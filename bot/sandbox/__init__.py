"""The practice ground: a small Bot API server with the people who talk to the bot."""
