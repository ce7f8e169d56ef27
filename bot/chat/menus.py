"""The permanent keyboard and Telegram's own menu: what this person's role may do."""

from __future__ import annotations

from bot.chat import words
from bot.chat.exchange import Exchange


def show_menu(exchange: Exchange, text: str) -> None:
    """Say `text` with the permanent keyboard; a role that enters nothing is told what it reads."""
    menu = exchange.desk.menu(exchange.context.person.role)
    if menu:
        exchange.say(text, menu=menu)
    else:
        exchange.say(words.READER)


def set_commands(exchange: Exchange) -> None:
    """Telegram's own menu button shows what this person's role may do."""
    commands = exchange.desk.commands(exchange.context.person.role)
    params = {
        "commands": [{"command": name, "description": about} for name, about in commands],
        "scope": {"type": "chat", "chat_id": exchange.incoming.chat_id},
    }
    if commands:
        exchange.send({"method": "setMyCommands", "params": params})
