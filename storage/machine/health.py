"""How the machinery is doing: what waits, and since when; nothing about the street."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, select

from storage.machine.base import is_one_of
from storage.machine.db import Tx
from storage.machine.inbox import FORGOTTEN, PENDING, QUARANTINED
from storage.machine.outbox import DEAD, RETRY, TODO, UNCERTAIN, Lane, unsent
from storage.machine.tables import Bail, Inbox, Outbox

LATE: Final = {"a_traiter": 300, "a_envoyer": 600}
"""Seconds after which what came, or what is to leave, has waited too long (P2, P3)."""
TICK: Final = 300
"""Seconds without a sign of the clock: nothing that is due is done any more (P5)."""
ROOM: Final = 100
"""Megabytes of the disk of the photos, below which it is nearly full."""
HEART: Final = "battement:"
"""Begins the names of the leases that say, every minute, that the clock does what is due."""

_TO_HANDLE = (
    select(Inbox.etat, func.count())
    .where(is_one_of(Inbox.etat, PENDING, QUARANTINED))
    .group_by(Inbox.etat)
)
_TO_SEND = select(Outbox.etat, func.count()).where(unsent(Outbox)).group_by(Outbox.etat)
_BY_LANE = select(Outbox.lane, Outbox.etat, func.count()).group_by(Outbox.lane, Outbox.etat)
_IN_LANES = _BY_LANE.where(unsent(Outbox))
_LOST_OF_LANES = _BY_LANE.where(is_one_of(Outbox.etat, DEAD))
_LOST = select(func.count()).where(is_one_of(Outbox.etat, DEAD))


_OLDEST_IN = select(func.min(Inbox.recu_le)).where(is_one_of(Inbox.etat, PENDING))
_OLDEST_OUT = select(func.min(Outbox.creee_le)).where(
    unsent(Outbox), Outbox.pas_avant <= bindparam("b_now", type_=Outbox.pas_avant.type)
)


_TO_MEND = select(func.count()).where(
    # By the index first: nearly all that is there was handled, and planners know nothing of it.
    Inbox.id.in_(select(Inbox.id).where(is_one_of(Inbox.etat, QUARANTINED))),
    Inbox.contenu != FORGOTTEN,
)
_BEATS = select(func.max(Bail.expire_le)).where(Bail.nom.startswith(HEART, autoescape=True))


def probe(tx: Tx, now: datetime) -> dict[str, Any]:
    """Rows to handle, set aside, to send and given up; « ok » since the database answered.

    « attend_depuis » is the age, in seconds, of the oldest that could have been dealt with by now.

    « a_reprendre »: those set aside whose words are still there. « dernier_tic »: seconds since
    the clock last did what was due, None before the first time.

    Asked every minute by who watches us: what is over, nearly all of it, is not counted.
    """
    inbox = {etat: number for etat, number in tx.execute(_TO_HANDLE)}
    outbox = {etat: number for etat, number in tx.execute(_TO_SEND)}
    return {
        "ok": True,
        "a_traiter": inbox.get(PENDING, 0),
        "en_quarantaine": inbox.get(QUARANTINED, 0),
        "a_reprendre": tx.execute(_TO_MEND).scalar_one(),
        "dernier_tic": _since(now, tx.execute(_BEATS).scalar()),
        "a_envoyer": sum(outbox.get(etat, 0) for etat in (TODO, RETRY, UNCERTAIN)),
        "non_remis": tx.execute(_LOST).scalar_one(),
        "attend_depuis": {
            "a_traiter": _age(now, tx.execute(_OLDEST_IN).scalar()),
            "a_envoyer": _age(now, tx.execute(_OLDEST_OUT, {"b_now": now}).scalar()),
        },
    }


def in_lanes(tx: Tx) -> dict[tuple[str, str], int]:
    """By lane (« alerte ») and state (« retry »), what has not left; what did is not counted."""
    found = (*tx.execute(_IN_LANES), *tx.execute(_LOST_OF_LANES))
    return {(Lane(lane).name.lower(), etat): number for lane, etat, number in found}


def _since(now: datetime, beat: datetime | None) -> int | None:
    return None if beat is None else _age(now, beat)


def _age(now: datetime, oldest: datetime | None) -> int:
    return 0 if oldest is None else max(0, int((now - oldest).total_seconds()))


def at_risk(answer: Mapping[str, Any]) -> Iterator[str]:
    """The promises that are about to be broken, by what is late, lacking or set aside."""
    waits = answer.get("attend_depuis", {})
    yield from (name for name, most in LATE.items() if waits.get(name, 0) > most)
    if (answer.get("dernier_tic") or 0) > TICK:
        yield "dernier_tic"
    if answer.get("ecrit") is False or answer.get("place_libre_mo", ROOM) < ROOM:
        yield "disque"
    if answer.get("a_reprendre", 0):
        yield "en_quarantaine"
