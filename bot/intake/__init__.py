"""Intake: what Telegram sends, kept before it is acknowledged, then handled in order."""
