"""The engine, moved by hand: no Telegram, no database."""
