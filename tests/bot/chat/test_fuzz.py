"""Whatever a stranger's own program sends, a turn ends: nothing raises, nothing is refused."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.buttons import Button
from bot.channels.telegram.fitting import misfit
from bot.chat.turn import take
from bot.engine.state import Action
from storage.machine import inbox
from storage.models import Outbox
from tests.handlers.people import (
    BOT,
    COORDINATION,
    INCONNUE,
    MEDIATEUR,
    MEDIATRICE,
    Team,
    private,
)

GROUP: Final = {"id": -1001, "type": "supergroup", "title": "Groupe", "is_forum": True}
HUGE: Final = 10**24
NUMBERS = st.one_of(st.integers(-2, 40), st.sampled_from([2**31, 2**63, HUGE, -HUGE]))
"""What may stand where an id of ours is expected."""
WORDS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "/start " + "A" * 64,
            "/start@autre_bot",
            "▶️ Présence",
            "8 ados",
            "V-0001",
            "\u202e8 ados",
            "👦" * 40,
            "0" * 300,
            "²³ ados",
            "١٢ ados",
            "9" * 25 + " ados",
            "{{ n }}",
            "<b>",
            "%s",
        ]
    ),
)
PHOTOS = st.lists(
    st.fixed_dictionaries(
        {"file_id": st.text(max_size=20), "file_unique_id": st.text(max_size=20)},
        optional={"file_size": st.integers(0, 2**40)},
    ).flatmap(
        lambda known: st.fixed_dictionaries(
            {name: st.just(value) for name, value in known.items()}
            | {"width": st.integers(0, 2**31), "height": st.integers(0, 2**31)}
        )
    ),
    min_size=1,
    max_size=3,
)
PLACES = st.fixed_dictionaries(
    {"latitude": st.floats(-90, 90), "longitude": st.floats(-180, 180)},
    optional={"live_period": st.integers(0, 86_400)},
)
SAID: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"text": WORDS}),
    st.fixed_dictionaries({"photo": PHOTOS}, optional={"caption": WORDS}),
    st.fixed_dictionaries({"location": PLACES}),
    st.fixed_dictionaries({"location": PLACES, "venue": st.just({"title": "Ici"})}),
    st.sampled_from([{"dice": {}}, {"contact": {}}, {"voice": {}}, {"gift": {}}, {}]),
)


@st.composite
def data(draw: st.DrawFn, buttons: list[Button]) -> str:
    """A button's data as we write it, with anything in the place of what it holds."""
    kind = draw(st.sampled_from(["c", "g", "?"]))
    if kind == "c":
        action = draw(st.sampled_from([*Action, "zz", ""]))
        return f"c:{draw(NUMBERS)}:{draw(NUMBERS)}:{action}:{draw(st.text(max_size=12))}"
    if kind == "g":
        pressed = draw(st.sampled_from(buttons))
        deed = st.from_regex(draw(st.sampled_from(pressed.carries)), fullmatch=True)
        return f"g:{pressed.code}:{draw(NUMBERS)}:{draw(deed | st.text(max_size=8))}"
    return draw(st.text(max_size=64))


@st.composite
def updates(draw: st.DrawFn, buttons: list[Button]) -> dict[str, Any]:
    """What may come in one update, but for its number."""
    who = draw(st.sampled_from([MEDIATRICE, COORDINATION, MEDIATEUR, INCONNUE]))
    sender = {"id": who, "is_bot": False, "first_name": draw(st.text(max_size=12))}
    chat = draw(st.sampled_from([private(who), GROUP]))
    base = {"message_id": draw(st.integers(1, 50)), "date": 1_795_000_000, "chat": chat}
    kind = draw(st.sampled_from(["message", "edited_message", "callback_query", "other"]))
    if kind == "callback_query":
        message = draw(st.sampled_from([base, {**base, "date": 0}]))
        query = {"id": "1", "from": sender, "chat_instance": "1", "message": message}
        return {kind: query | {"data": draw(data(buttons))}}
    if kind == "other":
        name = draw(st.sampled_from(["channel_post", "poll", "inline_query", "business_message"]))
        return {name: {**base, "from": sender}}
    optional = draw(st.sampled_from([{}, {"message_thread_id": 5, "is_topic_message": True}]))
    return {kind: {**base, "from": sender, **optional, **draw(SAID)}}


class Undone(Exception):
    """Each example finds the street as it was."""


@pytest.fixture
def street(team: Team) -> Team:
    """A presence, an alert, a count half typed, a draft: something under each forged number."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "lampadaire HS devant le 12")
    team.taps(MEDIATRICE, "✅ Envoyer")
    team.says(MEDIATRICE, "⚡ Conflit")
    team.says(MEDIATEUR, "8 ados")
    team.says(COORDINATION, "👥 Équipe")
    return team


@settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_whatever_comes_the_turn_ends_and_telegram_takes_what_it_says(
    street: Team, drawn: st.DataObject
) -> None:
    buttons = [button for button, _press in street.desk.buttons.values()]
    raw = {"update_id": 9_000_000, **drawn.draw(updates(buttons))}
    with suppress(Undone), street.database.transaction() as tx:
        known = set(tx.scalars(select(Outbox.id)))
        (stored,) = inbox.store(tx, BOT, [raw], street.clock.now())
        take(tx, street.desk, stored)
        for message in tx.scalars(select(Outbox).where(Outbox.id.not_in(known))):
            assert not misfit(message.contenu), message.contenu
        raise Undone
