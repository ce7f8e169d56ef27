"""A command and whom it is for; an invitation's code, however it comes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

START: Final = "/start"
_COMMAND: Final = re.compile(r"(/[a-z_]+)(?:@(\w*))?(.*)", re.IGNORECASE | re.ASCII | re.DOTALL)
_LINK: Final = re.compile(
    r"(?:(?:t|telegram)\.me/|tg://resolve\?)\S*?[?&]start(?:group)?=([\w-]+)",
    re.IGNORECASE | re.ASCII,
)
_CODE: Final = re.compile(r"[\w-]{32}", re.ASCII)
"""192 bits as `people.invite` writes them."""
AROUND: Final = " \n.,;:!\"'`«»“”‘’<>()"
"""What a phone, or who copies, leaves around a code."""


@dataclass(frozen=True, slots=True)
class Command:
    """« /start@carnet_bot CODE »: its word in small letters, and what follows it."""

    word: str
    rest: str
    mine: bool
    """False when it names another bot."""


def command_in(text: str, bot_username: str) -> Command | None:
    """The command that `text` begins with, if any."""
    match = _COMMAND.match(text)
    if match is None:
        return None
    mine = not match[2] or match[2].casefold() == bot_username.casefold()
    return Command(match[1].lower(), match[3].strip(), mine)


def code_in(text: str, bot_username: str) -> str:
    """The code after /start, in a pasted link or letter, or alone; « » for other words."""
    command = command_in(text, bot_username)
    if command:
        words = command.rest.split()
        return words[0] if words and command.word == START and command.mine else ""
    if link := _LINK.search(text):
        return link[1]
    alone = text.strip(AROUND)
    return alone if _CODE.fullmatch(alone) else ""
