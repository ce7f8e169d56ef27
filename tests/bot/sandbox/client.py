"""python-telegram-bot as it comes, in front of the practice ground."""

from __future__ import annotations

from telegram import Bot
from telegram.request import HTTPXRequest


def client(url: str, token: str) -> Bot:
    """A client of the server at `url`, which shows no certificate: the machine's are not read."""
    talk, poll = (HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2))
    return Bot(
        token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=talk,
        get_updates_request=poll,
    )
