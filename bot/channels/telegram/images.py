"""A picture as Telegram keeps it: given, refused for good, or not there yet."""

from __future__ import annotations

from typing import Final

from bot.casework.photos import PhotoIndisponible
from bot.channels.telegram.backend import BotApi
from bot.channels.telegram.failures import BadRequest, TelegramError
from storage.photos import PhotoRefusee

TOO_BIG: Final = "file is too big"
TOO_BIG_SAID: Final = "elle pèse plus de 20 Mo, que Telegram ne transmet pas"


async def picture(bot: BotApi, file_id: str) -> bytes:
    """Its bytes. Raises PhotoRefusee for one that it never gives, else PhotoIndisponible."""
    try:
        return await bot.download(file_id)
    except BadRequest as error:
        if TOO_BIG in error.message.lower():
            raise PhotoRefusee(TOO_BIG_SAID) from error
        raise PhotoIndisponible(str(error), answered=True) from error
    except TelegramError as error:
        raise PhotoIndisponible(str(error)) from error
