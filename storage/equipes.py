"""Who is in each of several binômes: the clock asks it of all at once."""

from __future__ import annotations

from collections.abc import Collection
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
