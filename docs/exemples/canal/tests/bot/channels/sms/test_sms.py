"""A message is a file for the modem; what is no number is nobody's."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.channels.sms.transport import SmsTransport
from bot.delivery.channels import channels
from bot.delivery.contract import Parcel, Unreachable
from bot.signing import LIEN, stand_in

NUMBER = "+33 1 99 00 12 34"


def parcel(address: str) -> Parcel:
    mark = stand_in()
    content = {LIEN: mark, "text": f"Éclairage en panne : {mark}"}
    return Parcel(1, "alerte:1", address, content, attempt=1, subject="alerte:1")


async def test_it_is_found_and_writes_what_leaves(tmp_path: Path) -> None:
    assert list(channels()) == ["matrix", "telegram", "email", "sms", "open311", "webhook"]
    await SmsTransport(tmp_path, lambda about: f"page de {about}").send(parcel(NUMBER))
    (file,) = tmp_path.iterdir()
    assert file.read_text(encoding="utf-8") == (
        f"To: {NUMBER}\n\nÉclairage en panne : page de alerte:1"
    )


async def test_what_is_no_number_is_nobody_s(tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        await SmsTransport(tmp_path, str).send(parcel("voirie@example.org"))
