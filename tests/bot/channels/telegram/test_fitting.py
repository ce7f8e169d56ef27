"""What Telegram would refuse: an error where one works on the bot, cut elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.backend import BotApi
from bot.channels.telegram.transport import TelegramTransport
from bot.delivery.contract import Refused
from bot.sandbox.persons import Person
from tests.bot.channels.telegram.test_transport import PICTURE, parcel

LONG_LINES = "\n".join(f"<b>Site {n}</b> : rien à dire &amp; tout à faire, 😀" for n in range(200))
ROWS = [[[f"Binôme {n}, Place des Écoles, mardi", f"c:1:1:p:{'x' * 45}-{n}"]] for n in range(120)]
CARD = {"text": LONG_LINES, "keyboard": [*ROWS, [["✖️ Fermer", "c:1:1:x:"]]]}
MISFITS = [
    ({"text": "a" * 4097}, "4097 characters"),
    ({"text": f"<b>{'a' * 1025}</b>", "photo": "v.jpg"}, "1025 characters"),
    ({"text": "?", "keyboard": ROWS}, "120 buttons"),
    ({"text": "?", "keyboard": ROWS[:99]}, "a keyboard of"),
    ({"text": "?", "keyboard": [[["Oui", "é" * 33]]]}, "a button of more than 64 bytes"),
    (CARD, "characters"),
]


@pytest.mark.parametrize(("content", "reason"), MISFITS)
async def test_what_telegram_refuses_is_an_error_where_one_works_on_the_bot_and_cut_elsewhere(
    bot: BotApi, tmp_path: Path, mediatrice: Person, content: dict[str, Any], reason: str
) -> None:
    (tmp_path / "v.jpg").write_bytes(PICTURE)
    with pytest.raises(Refused, match=f"composed: .*{reason}"):
        await TelegramTransport(bot, tmp_path, strict=True).send(parcel(mediatrice.id, content))
    with pytest.raises(LookupError):
        mediatrice.screen()
    await TelegramTransport(bot, tmp_path).send(parcel(mediatrice.id, content))
    text = mediatrice.screen().text
    assert reason.endswith("characters") == text.endswith("ne tient pas dans un message.")


async def test_a_card_that_is_cut_keeps_whole_lines_and_its_way_out(
    bot: BotApi, tmp_path: Path, mediatrice: Person
) -> None:
    await TelegramTransport(bot, tmp_path).send(parcel(mediatrice.id, CARD))
    screen = mediatrice.screen()
    *lines, _last = screen.text.split("\n")
    assert len(lines) > 80
    assert all(line.endswith("tout à faire, 😀") for line in lines)
    labels = [button.label for button in screen.buttons]
    assert labels[0] == "Binôme 0, Place des Écoles, mardi"
    assert labels[-1] == "✖️ Fermer"
