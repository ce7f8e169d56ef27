"""Who is in the street now, and who was there this week: presences as they run, read at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, bindparam, func, select

from storage import decomptes, equipes
from storage.decomptes import Tallies
from storage.machine.conversations import CANCELLED, DONE, OPEN, PARKED
from storage.machine.db import Tx
from storage.machine.tables import Conversation
from storage.models import Personne, Presence, PresencePause, Tableau
from storage.models.gestes import QuestionSecurite
from storage.presences import LONGEST

# In no order: for one, SQLite would read every presence by when it began, and not those that run.
_RUNNING: Final = select(Presence).where(
    Presence.dispositif_id == bindparam("b_dispositif"),
    Presence.fin.is_(None),
    Presence.supprimee_le.is_(None),
)
_PAUSES: Final = select(PresencePause.presence_id, PresencePause.debut).where(
    PresencePause.presence_id.in_(bindparam("b_presences", expanding=True)),
    PresencePause.fin.is_(None),
)
_BEGUN: Final = (
    select(
        *(Presence.binome_id, Presence.site_id, Presence.debut, Presence.fin),
    )
    .where(
        Presence.dispositif_id == bindparam("b_dispositif"),
        Presence.supprimee_le.is_(None),
        Presence.debut >= bindparam("b_since"),
        Presence.debut < bindparam("b_until"),
        Presence.fin.is_not(None),
    )
    .order_by(Presence.debut, Presence.id)
)
_SIGNS: Final = (
    select(Tableau.presence_id, func.max(Tableau.signe_le))
    .where(Tableau.presence_id.in_(bindparam("b_presences", expanding=True)))
    .group_by(Tableau.presence_id)
)
_LAST: Final = 8
"""Of one person's conversations in one state: whichever was touched last is among them."""


def _touched_last() -> Select[Any]:
    """(account, then when the last conversation of each state was touched) of so many people.

    By the index of each state: years of conversations that are over are not read.
    """
    own = (
        Conversation.chat_id == Personne.telegram_id,
        Conversation.user_id == Personne.telegram_id,
    )
    last = [
        select(Conversation.touchee_le)
        .where(*own, Conversation.etat == etat)
        .order_by(Conversation.id.desc())
        .limit(_LAST)
        .correlate(Personne)
        .subquery()
        for etat in (OPEN, PARKED, DONE, CANCELLED)
    ]
    newest = [select(func.max(few.c.touchee_le)).scalar_subquery() for few in last]
    asked = Personne.id.in_(bindparam("b_persons", expanding=True))
    return select(Personne.telegram_id, *newest).where(asked)


_TOUCHED: Final = _touched_last()
_ASKED: Final = select(QuestionSecurite.personne_id).where(
    QuestionSecurite.personne_id.in_(bindparam("b_persons", expanding=True)),
    QuestionSecurite.repondue_le.is_(None),
    QuestionSecurite.posee_le >= bindparam("b_since"),
)


class Passee(NamedTuple):
    """A presence that is over."""

    binome_id: int
    site_id: int
    debut: datetime
    fin: datetime


@dataclass(frozen=True, slots=True)
class EnCours:
    """A presence that runs, and what tells how it goes."""

    presence: Presence
    gens: tuple[Personne, ...]
    """Those who are there; the author alone when it counts for one person."""
    comptes: Tallies
    signe: datetime
    """The last time that one of them wrote or pressed something, or that it began."""
    sans_reponse: bool
    """One of them has not answered « Vous êtes en sécurité ? »."""


def running(tx: Tx, dispositif_id: int, now: datetime) -> list[Presence]:
    """Every presence that runs, the first begun first, but for those forgotten open."""
    found = tx.scalars(_RUNNING, {"b_dispositif": dispositif_id})
    lately = [row for row in found if row.debut > now - LONGEST]
    return sorted(lately, key=lambda row: (row.debut, row.id))


def paused(tx: Tx, rows: Sequence[Presence]) -> Mapping[int, datetime]:
    """By presence, since when it is interrupted; those that go on are left out."""
    ids = [row.id for row in rows]
    found = tx.execute(_PAUSES, {"b_presences": ids}) if ids else ()
    return {presence_id: debut for presence_id, debut in found}


def over(tx: Tx, dispositif_id: int, since: datetime, until: datetime) -> list[Passee]:
    """What began between two instants and is over, in order."""
    asked = {"b_dispositif": dispositif_id, "b_since": since, "b_until": until}
    return [
        Passee(row.binome_id, row.site_id, row.debut, row.fin)
        for row in tx.execute(_BEGUN, asked)
        if row.fin is not None
    ]


def en_cours(tx: Tx, dispositif_id: int, now: datetime) -> list[EnCours]:
    """All of them as they stand, in so many statements whatever the team."""
    rows = running(tx, dispositif_id, now)
    if not rows:
        return []
    ids = [row.id for row in rows]
    there = equipes.on_site(tx, rows)
    counts = decomptes.tallies_of(tx, ids)
    signs = _signs(tx, rows, there)
    everyone = {one.id for mine in there.values() for one in mine}
    asked = {"b_persons": list(everyone), "b_since": min(row.debut for row in rows)}
    silent = set(tx.scalars(_ASKED, asked))
    return [
        EnCours(
            row,
            tuple(there[row.id]),
            counts[row.id],
            signs[row.id],
            any(one.id in silent for one in there[row.id]),
        )
        for row in rows
    ]


def _signs(
    tx: Tx, rows: Sequence[Presence], there: Mapping[int, Collection[Personne]]
) -> dict[int, datetime]:
    """By presence, its last sign of life: no later than now, no earlier than its beginning."""
    shown = tx.execute(_SIGNS, {"b_presences": [row.id for row in rows]})
    turned = {presence_id: le for presence_id, le in shown if le}
    persons = [one.id for mine in there.values() for one in mine]
    touched = {user: both for user, *both in tx.execute(_TOUCHED, {"b_persons": persons})}
    signs = {}
    for row in rows:
        mine = chain.from_iterable(touched.get(one.telegram_id, ()) for one in there[row.id])
        signs[row.id] = max(filter(None, (row.debut, turned.get(row.id), *mine)))
    return signs
