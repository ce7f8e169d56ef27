"""Whose hours of which working day are not all noted: a share of a partial record is no share."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Table, bindparam, select

from bot.domain.roles import Role
from bot.domain.temps import matin_de
from storage import appartenances, people
from storage.appartenances import MOVED, Sejour
from storage.machine import passages
from storage.machine.db import Tx
from storage.machine.prepared import Prepared
from storage.models import Audit, HorsTerrain, Personne, Presence

Manques = dict[int, list[date]]
"""By row id of a person, the working days whose hours are not all noted, oldest first."""
SAID: Final = "hors_terrain_dit"
"""Done for « 2026-11-17:12 »: that person said that there is nothing more for that day."""


class _Venue(NamedTuple):
    """What there is to know here of a presence that is over."""

    binome_id: int
    debut: datetime
    mediateurs: int
    auteur_id: int
    a_confirmer: bool


_P = cast(Table, Presence.__table__)
_H = cast(Table, HorsTerrain.__table__)
# Twelve weeks of a whole team: prepared, for they are many rows.
_PRESENCES: Final = Prepared(
    select(_P.c.binome_id, _P.c.debut, _P.c.mediateurs, _P.c.auteur_id, _P.c.a_confirmer).where(
        _P.c.dispositif_id == bindparam("b_dispositif"),
        _P.c.supprimee_le.is_(None),
        _P.c.fin.is_not(None),
        _P.c.debut >= bindparam("b_since", type_=_P.c.debut.type),
        _P.c.debut < bindparam("b_until", type_=_P.c.debut.type),
    ),
    _Venue,
)
_NOTED: Final = Prepared(
    select(_H.c.auteur_id, _H.c.jour)
    .where(
        _H.c.dispositif_id == bindparam("b_dispositif"),
        _H.c.supprimee_le.is_(None),
        _H.c.jour >= bindparam("b_first", type_=_H.c.jour.type),
        _H.c.jour < bindparam("b_before", type_=_H.c.jour.type),
    )
    .distinct(),
    lambda person_id, day: (person_id, day),
)
_MOVES: Final = select(Audit.objet_id).where(
    Audit.acte == MOVED,
    Audit.objet == "personne",
    Audit.objet_id.in_(bindparam("b_people", expanding=True)),
    Audit.le >= bindparam("b_since"),
)


def say_all(tx: Tx, person_id: int, day: date, now: datetime) -> None:
    """« Rien », « C'est tout »: silence about that day is an answer from now on."""
    passages.claim(tx, SAID, f"{day}:{person_id}", now)


def missing(tx: Tx, dispositif_id: int, first: date, before: date) -> Manques:
    """Of the days on which somebody of the team was in the street, those not wholly noted.

    A day is whole once its presences are confirmed, and its time out of the street is noted, or
    said to be none. Those who left the team are asked no more.
    """
    noted = _noted(tx, dispositif_id, first, before)
    found: defaultdict[int, set[date]] = defaultdict(set)
    for person_id, day in _worked(tx, dispositif_id, first, before, noted):
        found[person_id].add(day)
    return {person_id: sorted(lacking) for person_id, lacking in found.items()}


def _noted(tx: Tx, dispositif_id: int, first: date, before: date) -> dict[int, set[date]]:
    """By person, the days whose time out of the street is noted, or said to be none."""
    days = {"b_dispositif": dispositif_id, "b_first": first, "b_before": before}
    noted: defaultdict[int, set[date]] = defaultdict(set)
    for person_id, day in chain(_NOTED.all(tx, days), _said(tx, first, before)):
        noted[person_id].add(day)
    return noted


def _said(tx: Tx, first: date, before: date) -> Iterator[tuple[int, date]]:
    for key in passages.between(tx, SAID, str(first), str(before)):
        day, _, person_id = key.partition(":")
        yield int(person_id), date.fromisoformat(day)


def _worked(
    tx: Tx, dispositif_id: int, first: date, before: date, noted: Mapping[int, set[date]]
) -> Iterator[tuple[int, date]]:
    """(person, working day) of each who was in the street on a day that is not whole."""
    days = [first + timedelta(days=n) for n in range((before - first).days)]
    # In UTC, as the base gives instants: a thousand of them are then put in their days at once.
    mornings = [matin_de(day).astimezone(UTC) for day in (*days, before)]
    since, until = mornings[0], mornings[-1]
    stays = _stays(tx, dispositif_id, since)
    whole = {binome_id: _by_all(mine, noted) for binome_id, mine in stays.items()}
    asked = {"b_dispositif": dispositif_id, "b_since": since, "b_until": until}
    for binome_id, debut, mediateurs, auteur_id, unsure in _PRESENCES.all(tx, asked):
        day = days[bisect_right(mornings, debut) - 1]
        if not unsure and day in whole.get(binome_id, ()):
            continue
        for person_id, stay in stays.get(binome_id, ()):
            alone = mediateurs == 1 and auteur_id != person_id
            there = stay.de <= debut and (stay.a is None or debut < stay.a)
            if there and not alone and (unsure or day not in noted.get(person_id, ())):
                yield person_id, day


def _by_all(stays: Iterable[tuple[int, Sejour]], noted: Mapping[int, set[date]]) -> set[date]:
    """The days that everybody noted who was ever in that binôme."""
    return set.intersection(*(noted.get(person_id, set()) for person_id, _stay in stays))


def _stays(tx: Tx, dispositif_id: int, since: datetime) -> dict[int, list[tuple[int, Sejour]]]:
    """By binôme, who was in it and when; only those who moved lately are read one by one."""
    team = people.with_role(tx, dispositif_id, Role.MEDIATEUR)
    moved = set(tx.scalars(_MOVES, {"b_since": since, "b_people": [one.id for one in team]}))
    by_binome: defaultdict[int, list[tuple[int, Sejour]]] = defaultdict(list)
    for person in team:
        for stay in _of(tx, person, moved):
            if stay.binome_id is not None:
                by_binome[stay.binome_id].append((person.id, stay))
    return by_binome


def _of(tx: Tx, person: Personne, moved: set[Any]) -> list[Sejour]:
    if person.id in moved:
        return appartenances.sejours(tx, person)
    return [Sejour(person.binome_id, person.charte_le, None)]
