"""Telegram, spoken through python-telegram-bot's request layer on an aiohttp backend."""
