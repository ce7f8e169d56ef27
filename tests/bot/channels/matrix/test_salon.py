"""What a room is sent and what it says, on a homeserver that answers as it is told."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest

from bot.casework.signalement import repliques
from bot.channels.matrix import entendu
from bot.channels.matrix.client import HEARING, SENDING, MatrixClient
from bot.channels.matrix.content import gesture, message, photo, plain, related, typed
from bot.channels.matrix.ecoute import Ecouteur
from bot.channels.matrix.salons import ENCRYPTION
from bot.channels.matrix.transport import MatrixTransport
from bot.delivery.contract import Parcel, Receipt, RetryLater
from bot.delivery.outside import outside
from storage.machine import ecoutes
from storage.machine.db import Database
from storage.machine.tables import TacheFaite
from storage.models import Alerte
from storage.signalements import actes
from tests.bot.casework.terrain import COORDINATRICE, Terrain, open_terrain
from tests.bot.channels.machines import Machine, machine
from tests.storage.dispositif_cast import edited

ROOM: Final = "!salon:example.org"
CARD: Final = f"{ROOM} $carte"
LIGNE: Final = '{slug: sv-eclairage, label: "Éclairage public", '
NO: Final = (404, {"errcode": "M_NOT_FOUND"})
QUIET: Final = [NO, NO]
"""The room was not upgraded, and is not encrypted."""
PUT: Final = (200, {"event_id": "$neuf"})


@pytest.fixture
async def served() -> AsyncIterator[Machine]:
    async with machine() as opened:
        opened.usual = PUT
        yield opened


async def sent(
    served: Machine, folder: Path, said: dict[str, Any], *, login: str = "jeton", **more: Any
) -> Receipt:
    """What became of that content, in the service's room."""
    async with outside(inside=True) as door:
        client = MatrixClient(door, served.url.replace("://", f"://{login}@"), SENDING)
        out = MatrixTransport(client, folder, lambda about: f"https://e.example.org/{about}")
        return await out.send(Parcel(1, "alerte:1:envoi", ROOM, said, "alerte:1", 1, **more))


async def test_the_pause_that_the_server_asks_for_is_kept(served: Machine, tmp_path: Path) -> None:
    served.answers = [*QUIET, (429, {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 2_500})]
    with pytest.raises(RetryLater) as failure:
        await sent(served, tmp_path, {"text": "V-0001"})
    assert failure.value.after == 2.5


async def test_a_token_that_went_stale_is_asked_for_again_and_the_key_is_the_same(
    served: Machine, tmp_path: Path
) -> None:
    old, login = ((200, {"access_token": one}) for one in ("vieux", "frais"))
    served.answers = [old, NO, NO, (401, {"errcode": "M_UNKNOWN_TOKEN"}), login, PUT]
    receipt = await sent(served, tmp_path, {"text": "V-0001"}, login="carnet:secret")
    assert receipt == Receipt(f"{ROOM} $neuf")
    assert served.asked[0].json["device_id"] == served.asked[4].json["device_id"] == SENDING
    assert served.asked[-1].headers["authorization"] == "Bearer frais"
    first, again = (one for one in served.asked if one.method == "PUT")
    assert first.path == again.path == f"{first.path.rpartition('/')[0]}/alerte:1:envoi"


async def test_several_at_once_log_in_once(served: Machine, tmp_path: Path) -> None:
    served.answers = [(200, {"access_token": "un"})]
    served.usual = NO
    async with outside(inside=True) as door:
        url = served.url.replace("://", "://carnet:secret@")
        client = MatrixClient(door, url, HEARING)
        await asyncio.gather(*(client.call("GET", "/sync") for _ in range(4)))
    assert [one.path.rpartition("/")[2] for one in served.asked] == ["login", *["sync"] * 4]


async def test_a_card_is_rewritten_where_it_stands_and_comes_anew_in_another_room(
    served: Machine, tmp_path: Path
) -> None:
    said = {"text": "V-0001 : <b>pris</b>", "edit": True, "photo": "v.jpg"}
    served.answers = list(QUIET)
    assert await sent(served, tmp_path, said, edit=CARD) == Receipt(CARD)
    event = served.asked[-1].json
    assert event["m.relates_to"] == {"rel_type": "m.replace", "event_id": "$carte"}
    assert event["m.new_content"]["formatted_body"] == "V-0001 : <b>pris</b>"
    served.answers = list(QUIET)
    old = "!avant:example.org $carte"
    assert await sent(served, tmp_path, said, edit=old) == Receipt(f"{ROOM} $neuf")
    assert "m.relates_to" not in served.asked[-1].json


async def test_a_photo_that_is_gone_or_too_heavy_there_keeps_no_card_from_arriving(
    served: Machine, tmp_path: Path
) -> None:
    (tmp_path / "lourde.jpg").write_bytes(b"jpeg")
    heavy = (413, {"errcode": "M_TOO_LARGE"})
    served.answers = [*QUIET, PUT, heavy]
    said = {"text": "V-0001", "photos": ["perdue.jpg", "lourde.jpg"]}
    assert await sent(served, tmp_path, said) == Receipt(f"{ROOM} $neuf")
    assert [one.method for one in served.asked][2:] == ["PUT", "POST"]


def test_a_message_says_the_same_with_and_without_its_shape() -> None:
    said = message('<b>V-0001</b> &amp; <a href="https://e.example.org/s">la page</a>\nfin')
    assert said["body"] == plain(said["formatted_body"].replace("<br>", "\n"))
    assert said["body"] == "V-0001 & la page : https://e.example.org/s\nfin"


@pytest.mark.parametrize(
    ("content", "about", "sign", "words"),
    [
        ({"m.relates_to": {"event_id": "$c", "key": "🛠️"}}, ["$c"], "🛠", ""),
        ({"m.relates_to": {"event_id": "$c", "key": "👍🏿"}}, ["$c"], "👍", ""),
        ({"m.relates_to": {"rel_type": "m.replace", "event_id": "$c"}}, [], "", ""),
        (
            {"m.relates_to": {"m.in_reply_to": {"event_id": "$c"}}, "body": "> <@a:b> V\n\nOui"},
            ["$c"],
            "",
            "Oui",
        ),
        (
            {"m.relates_to": {"event_id": "$c", "m.in_reply_to": {"event_id": "$d"}}},
            ["$d", "$c"],
            "",
            "",
        ),
        ({"m.relates_to": ["$c"], "body": 3}, [], "", ""),
        ({"body": "> cité\n\nDit"}, [], "", "> cité\n\nDit"),
        ({"body": "p.jpg", "url": "mxc://e.org/a"}, [], "", ""),
        ({"body": "Réparé", "filename": "p.jpg", "url": "mxc://e.org/a"}, [], "", "Réparé"),
    ],
)
def test_an_event_is_read_whatever_client_wrote_it(
    content: dict[str, Any], about: list[str], sign: str, words: str
) -> None:
    assert (list(related(content)), gesture(content), typed(content)) == (about, sign, words)


def room_of(database: Database) -> Terrain:
    """A card of that room, and its mark."""
    terrain = open_terrain(database, edited(LIGNE, f'{LIGNE}matrix: "{ROOM}", '))
    terrain.emit()
    (card,) = (one for one in terrain.alertes() if one.canal == entendu.KIND)
    with terrain.tx() as tx:
        ecoutes.move_on(tx, "matrix:@carnet:example.org", "s1")
        tx.get_one(Alerte, card.id).evenement = CARD
    return terrain


def event(number: str, content: dict[str, Any], kind: str = "m.reaction") -> dict[str, Any]:
    who = "@agent:example.org"
    return {"event_id": number, "type": kind, "sender": who, "content": content}


def signed(number: str, sign: str) -> dict[str, Any]:
    return event(number, {"m.relates_to": {"event_id": "$carte", "key": sign}})


def synced(mark: str, *events: dict[str, Any], **more: Any) -> tuple[int, Any]:
    timeline = {"timeline": {"events": list(events), **more}}
    return 200, {"next_batch": mark, "rooms": {"join": {ROOM: timeline}}}


async def test_nothing_that_a_room_said_is_lost_doubled_or_kept_back_by_another(
    served: Machine, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    terrain = room_of(sqlite_database)
    reply = {"m.relates_to": {"m.in_reply_to": {"event_id": "$carte"}}, "msgtype": "m.text"}
    poison = event("$p", reply | {"body": "Oui"}, "m.room.message")
    late = synced("s2", poison, signed("$2", "🛠"), limited=True, prev_batch="p")
    missed = (200, {"chunk": [signed("$1", "👍")]})
    talk = event("$bavard", {"body": "entre nous", "msgtype": "m.text"}, "m.room.message")
    again = synced("s3", signed("$1", "👍"), signed("$2", "🛠"), talk)
    me = (200, {"user_id": "@carnet:example.org"})
    served.answers = [me, *QUIET, late, missed, (200, "trop long"), again]

    def broken(*_given: Any) -> str:
        raise RuntimeError

    monkeypatch.setattr(repliques, "heard", broken)
    async with outside(inside=True) as door:
        client = MatrixClient(door, served.url.replace("://", "://jeton@"), HEARING)
        programmes = {terrain.programme.id: terrain.programme}
        ear = Ecouteur(client, sqlite_database, terrain.clock, programmes)
        await ear.once()
        with pytest.raises(RetryLater):
            await ear.once()
        await ear.once()
    asked = [one.query.get("since") for one in served.asked if one.path.endswith("/sync")]
    assert asked == ["s1", "s2", "s2"]
    limits = [json.loads(one.query["filter"]) for one in served.asked if "filter" in one.query]
    assert [one["room"]["timeline"]["limit"] for one in limits if "room" in one][1:] == [50, 1]
    with terrain.tx() as tx:
        assert ecoutes.heard_to(tx, "matrix:@carnet:example.org") == "s3"
        said = [one.acte for one in actes(tx, 1)]
        kept = [one.periode for one in tx.query(TacheFaite)]
    assert said == ["emettre", "accuser_reception", "prendre_en_charge"]
    assert "$2" in kept
    assert "$bavard" not in kept, "talk among them leaves no trace"


async def test_a_server_that_began_anew_is_heard_from_now_on(
    served: Machine, sqlite_database: Database
) -> None:
    terrain = room_of(sqlite_database)
    me = (200, {"user_id": "@carnet:example.org"})
    unknown = (400, {"errcode": "M_UNKNOWN", "error": "Invalid stream token"})
    served.answers = [me, *QUIET, unknown, synced("n1", signed("$avant", "👍"))]
    async with outside(inside=True) as door:
        client = MatrixClient(door, served.url.replace("://", "://jeton@"), HEARING)
        programmes = {terrain.programme.id: terrain.programme}
        ear = Ecouteur(client, sqlite_database, terrain.clock, programmes)
        with pytest.raises(RetryLater):
            await ear.once()
        await ear.once()
    assert "since" not in served.asked[-1].query
    with terrain.tx() as tx:
        assert ecoutes.heard_to(tx, "matrix:@carnet:example.org") == "n1"
        assert [one.acte for one in actes(tx, 1)] == ["emettre"], "nobody answers it from before"


def test_nobody_of_another_room_answers_a_card_nor_takes_its_answer_back(
    sqlite_database: Database,
) -> None:
    terrain = room_of(sqlite_database)
    programmes = {terrain.programme.id: terrain.programme}

    def hears(room: str, said: dict[str, Any], *addresses: str) -> list[str]:
        one = entendu.Entendu(room, said, addresses, "@carnet:example.org")
        with terrain.tx() as tx:
            entendu.take(tx, programmes, terrain.clock.now(), one)
            return [line.acte for line in actes(tx, 1)]

    stranger = "!ailleurs:example.org"
    back = event("$r", {"redacts": "$1"}, "m.room.redaction")
    assert hears(stranger, signed("$0", "👍")) == ["emettre"]
    answered = ["emettre", "accuser_reception"]
    assert hears(ROOM, signed("$1", "👍"), ROOM) == answered
    assert hears(stranger, back) == answered
    assert hears(stranger, back, "#autre-service:example.org") == answered
    assert hears(ROOM, back, ROOM) != answered


@pytest.mark.parametrize(
    ("kind", "told"),
    [(ENCRYPTION, "chiffré de bout en bout"), (entendu.LOST, "le bot a été retiré de ce salon")],
)
def test_a_room_that_can_be_read_no_more_is_told_once_and_the_mailbox_goes_on(
    sqlite_database: Database, kind: str, told: str
) -> None:
    terrain = room_of(sqlite_database)
    one = entendu.Entendu(ROOM, event("$fin", {}, kind), (ROOM,), "@carnet:example.org")
    for _ in range(2):
        with terrain.tx() as tx:
            entendu.take(tx, {terrain.programme.id: terrain.programme}, terrain.clock.now(), one)
    (said,) = (text for text in terrain.texts(COORDINATRICE) if told in text)
    assert ROOM in said
    terrain.emit()
    assert [row.canal for row in terrain.alertes() if row.signalement_id == 2] == ["email"]


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ({}, "mxc://e.org/a"),
        ({"info": {"mimetype": "image/svg+xml"}}, ""),
        ({"msgtype": "m.file"}, ""),
        ({"url": "mxc://e.org/../../secret"}, ""),
        ({"url": "https://ailleurs.example.org/a.jpg"}, ""),
    ],
)
def test_a_photo_is_one_that_the_server_keeps_and_nothing_else(
    more: dict[str, Any], kept: str
) -> None:
    assert photo({"msgtype": "m.image", "url": "mxc://e.org/a", "body": "a"} | more) == kept
