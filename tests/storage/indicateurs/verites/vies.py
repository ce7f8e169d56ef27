"""What has a life, replayed act after act up to an instant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.storage.indicateurs.verites.brut import Ici, Ligne

DAY = timedelta(days=1)


def acts(ici: Ici, table: str, parent: str, row: Ligne, fin: datetime) -> Sequence[Ligne]:
    """What had been done by then and not taken back, in its order."""
    return [
        one
        for one in sorted(ici.of(table, parent, row), key=lambda one: one["id"])
        if one["acte"] not in ("defaire", "revoir")
        and one["le"] < fin
        and not (one["defait_le"] is not None and one["defait_le"] < fin)
    ]


def inside(ici: Ici, moment: datetime | None) -> bool:
    return moment is not None and ici.debut <= moment < ici.fin


def whole(ici: Ici) -> bool:
    return set(ici.sites) == set(ici.programme.sites.values())
