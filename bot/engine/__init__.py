"""How a conversation advances: pure, it knows no French, no Telegram, no SQL."""
