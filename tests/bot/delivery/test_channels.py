"""The channels found in their folders, and who is reached by which."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.channels.email.channel import CHANNEL as EMAIL
from bot.channels.matrix.channel import CHANNEL as MATRIX
from bot.channels.open311.channel import CHANNEL as OPEN311
from bot.channels.telegram.channel import CHANNEL as TELEGRAM
from bot.channels.webhook.channel import CHANNEL as WEBHOOK
from bot.delivery import channels as registry
from bot.delivery.channels import (
    channels,
    chat_of,
    forme_of,
    label_of,
    letter_to,
    origine_of,
    to_chat,
    to_person,
)
from bot.delivery.contract import Channel, Forme
from bot.discover import DiscoveryError
from storage.machine.outbox import Destination
from storage.models import Personne


@pytest.fixture
def forget() -> Iterator[None]:
    """What a test makes of the channels is forgotten after it."""
    registry.channels.cache_clear()
    yield
    registry.channels.cache_clear()


def test_live_threads_come_before_letters() -> None:
    assert channels() == {
        "matrix": MATRIX,
        "telegram": TELEGRAM,
        "email": EMAIL,
        "open311": OPEN311,
        "webhook": WEBHOOK,
    }
    assert list(channels()) == ["matrix", "telegram", "email", "open311", "webhook"]


def test_each_is_reached_by_the_usual_channel_of_its_form() -> None:
    assert to_chat(-40) == Destination("telegram", "-40")
    assert to_person(Personne(telegram_id=7)) == Destination("telegram", "7")
    assert letter_to("voirie@example.org") == Destination("email", "voirie@example.org")


def test_a_chat_is_read_back_from_its_own_address_only() -> None:
    assert chat_of(to_chat(-40)) == -40
    assert chat_of(letter_to("40")) is None


def test_a_channel_whose_folder_is_gone_is_known_by_its_kind() -> None:
    assert (label_of("email"), origine_of("telegram")) == ("courriel", "groupe Telegram")
    assert (label_of("fax"), origine_of("fax"), forme_of("fax")) == ("fax", "fax", None)


@pytest.mark.usefixtures("forget")
def test_a_channel_bears_the_name_of_its_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "discover", lambda *_names: {"courriel": EMAIL})
    with pytest.raises(DiscoveryError, match="courriel"):
        channels()


@pytest.mark.usefixtures("forget")
def test_each_form_has_exactly_one_usual_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    found: dict[str, Channel] = {"telegram": TELEGRAM}
    monkeypatch.setattr(registry, "discover", lambda *_names: found)
    assert to_chat(7) == Destination("telegram", "7")
    with pytest.raises(DiscoveryError, match=Forme.COURRIER.name):
        letter_to("voirie@example.org")
