"""Whose hours of which working day are not all noted: a share of a partial record is no share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Any, Final

from sqlalchemy import bindparam, select

from bot.domain.roles import Role
from bot.domain.temps import journee_de, matin_de
from storage import appartenances, people
from storage.appartenances import MOVED, Sejour
from storage.machine import passages
from storage.machine.db import Tx
from storage.models import Audit, HorsTerrain, Personne, Presence

Manques = dict[int, list[date]]
"""By row id of a person, the working days whose hours are not all noted, oldest first."""
SAID: Final = "hors_terrain_dit"
"""Done for « 2026-11-17:12 »: that person said that there is nothing more for that day."""

_PRESENCES: Final = select(
    Presence.binome_id,
    Presence.debut,
    Presence.mediateurs,
    Presence.auteur_id,
    Presence.a_confirmer,
).where(
    Presence.dispositif_id == bindparam("b_dispositif"),
    Presence.supprimee_le.is_(None),
    Presence.fin.is_not(None),
    Presence.debut >= bindparam("b_since"),
    Presence.debut < bindparam("b_until"),
)
_NOTED: Final = (
    select(HorsTerrain.auteur_id, HorsTerrain.jour)
    .where(
        HorsTerrain.dispositif_id == bindparam("b_dispositif"),
        HorsTerrain.supprimee_le.is_(None),
        HorsTerrain.jour >= bindparam("b_first"),
        HorsTerrain.jour < bindparam("b_before"),
    )
    .distinct()
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
    for person_id, day in chain(tx.connection().execute(_NOTED, days), _said(tx, first, before)):
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
    since, until = (matin_de(day) for day in (first, before))
    stays = _stays(tx, dispositif_id, since)
    whole = {binome_id: _by_all(mine, noted) for binome_id, mine in stays.items()}
    asked = {"b_dispositif": dispositif_id, "b_since": since, "b_until": until}
    rows = tx.connection().execute(_PRESENCES, asked)
    for binome_id, debut, mediateurs, auteur_id, unsure in rows:
        day = journee_de(debut)
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
