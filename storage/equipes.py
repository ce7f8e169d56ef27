"""Who is in each of several binômes: the clock asks it of all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import bindparam, select

from storage.machine.db import Tx
from storage.models import Personne, Presence

_MEMBERS: Final = (
    select(Personne)
    .where(
        Personne.binome_id.in_(bindparam("b_binomes", expanding=True)),
        Personne.revoquee_le.is_(None),
    )
    .order_by(Personne.id)
)


def members(tx: Tx, binomes: Collection[int]) -> dict[int, list[Personne]]:
    """By binôme, whoever is active in it; those of nobody are left out."""
    teams: dict[int, list[Personne]] = {}
    for person in tx.scalars(_MEMBERS, {"b_binomes": list(binomes)}) if binomes else ():
        if person.binome_id is not None:
            teams.setdefault(person.binome_id, []).append(person)
    return teams


def on_site(tx: Tx, rows: Sequence[Presence]) -> dict[int, list[Personne]]:
    """By presence, its binôme and whoever of another one began it; its author alone, for one."""
    teams = members(tx, {row.binome_id for row in rows})
    known = {one.id: one for team in teams.values() for one in team}
    missing = {row.auteur_id for row in rows} - known.keys()
    found = select(Personne).where(Personne.id.in_(missing), Personne.revoquee_le.is_(None))
    known |= {one.id: one for one in tx.scalars(found)} if missing else {}
    return {row.id: _there(row, teams.get(row.binome_id, []), known) for row in rows}


def _there(
    row: Presence, team: Sequence[Personne], known: Mapping[int, Personne]
) -> list[Personne]:
    author = known.get(row.auteur_id)
    if row.mediateurs < 2:
        return [author] if author else []
    return [*team, *([author] if author and author not in team else [])]


def reachable(persons: Iterable[Personne]) -> list[Personne]:
    """Those of them who read what is written to them: nobody else can follow anything."""
    return [one for one in persons if one.injoignable_le is None]


def holders(tx: Tx, binomes: Collection[int]) -> dict[int, list[Personne]]:
    """By binôme, whoever is active in it and reads; those of nobody are left out."""
    teams = {one: reachable(there) for one, there in members(tx, binomes).items()}
    return {one: there for one, there in teams.items() if there}
