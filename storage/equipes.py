"""Who is in each of several binômes: the clock asks it of all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import bindparam, select

from storage.machine.db import Tx
from storage.models import Personne

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


def reachable(persons: Iterable[Personne]) -> list[Personne]:
    """Those of them who read what is written to them: nobody else can follow anything."""
    return [one for one in persons if one.injoignable_le is None]


def holders(tx: Tx, binomes: Collection[int]) -> dict[int, list[Personne]]:
    """By binôme, whoever is active in it and reads; those of nobody are left out."""
    teams = {one: reachable(there) for one, there in members(tx, binomes).items()}
    return {one: there for one, there in teams.items() if there}
