"""What every channel owes: names for people, one folder that knows it, and a light start."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from bot.delivery.channels import channels
from bot.delivery.contract import Channel
from tests.test_house_rules import CODE, name, tree

LIBRARIES: Final = ("aiohttp", "aiosmtplib", "telegram")
"""What the channels of today send with."""

SOMETHING_ELSE: Final = {
    "bot/commands/services_lus.py": "the column of an organisation chart, as its file names it",
    "handlers/annuaire/tenue.py": "the field of a partner's card, as its file names it",
}
SELF_CONTAINED: Final = "bot/sandbox/"
"""The practice ground is an oracle: it knows by itself what it plays."""


@pytest.fixture(params=list(channels().values()), ids=list(channels()))
def channel(request: pytest.FixtureRequest) -> Channel:
    found: Channel = request.param
    return found


def test_it_is_said_to_people_by_its_names(channel: Channel) -> None:
    assert channel.label.strip() == channel.label != ""
    assert channel.origine.strip() == channel.origine != ""
    assert channel.slots > 1, "a digest leaves one to what cannot wait"


def test_only_its_own_folder_knows_its_name(channel: Channel) -> None:
    home = f"bot/channels/{channel.kind}/"
    knowing = {
        name(path)
        for path in CODE
        if not name(path).startswith((home, SELF_CONTAINED))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and ends_with(node.value, channel.kind)
    }
    assert sorted(knowing - SOMETHING_ELSE.keys()) == []


def ends_with(value: object, kind: str) -> bool:
    """« email », and the end of « service:sv-parcs:email » too."""
    return isinstance(value, str) and value.rpartition(":")[2] == kind


def test_every_exception_is_one_still() -> None:
    kinds = set(channels())
    needed = {
        name(path)
        for path in CODE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and node.value in kinds
    }
    assert SOMETHING_ELSE.keys() <= needed


def test_to_know_the_channels_costs_none_of_what_they_send_with() -> None:
    asked = (
        "import sys; from bot.delivery.channels import channels; channels(); "
        f"print([one for one in {LIBRARIES!r} if one in sys.modules])"
    )
    here = Path(__file__).parents[3]
    answer = subprocess.run(
        [sys.executable, "-c", asked], cwd=here, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"
