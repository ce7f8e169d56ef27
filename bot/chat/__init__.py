"""The Telegram edge of a conversation: an update in, one transaction, messages out."""
