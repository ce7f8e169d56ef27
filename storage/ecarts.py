"""Planned and done, side by side: one site over one week (COO-3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Final, cast

from sqlalchemy import Table, bindparam, func, select

from bot.domain.semaine import Semaine
from storage.machine.base import Instant
from storage.machine.db import Tx
from storage.machine.prepared import Prepared
from storage.models import Presence, PresenceSegment
from storage.planning import SlotPrevu, week_slots
from storage.presences import LONGEST
from storage.programme import Programme

_P, _S = cast(Table, Presence.__table__), cast(Table, PresenceSegment.__table__)
_BEGUN, _SINCE, _UNTIL = (
    bindparam(name, type_=Instant()) for name in ("b_begun", "b_since", "b_until")
)
_DONE: Final = Prepared(
    select(_P.c.site_id, func.sum(_S.c.minutes))
    .join(_S, _S.c.presence_id == _P.c.id)
    .where(_P.c.dispositif_id == bindparam("b_dispositif"), _P.c.supprimee_le.is_(None))
    .where(_P.c.debut >= _BEGUN, _P.c.debut < _UNTIL)
    .where(_S.c.debut >= _SINCE, _S.c.debut < _UNTIL)
    .group_by(_P.c.site_id),
    lambda site_id, minutes: (site_id, int(minutes)),
)


@dataclass(frozen=True, slots=True)
class Ecart:
    """One site over one week: minutes planned and done, and why slots were cancelled."""

    site: str
    prevues: int
    faites: int
    motifs: tuple[str, ...]


def planned_and_done(tx: Tx, programme: Programme, semaine: Semaine) -> list[Ecart]:
    """Each site with something planned or done that week, in the order of the file (COO-3)."""
    slots: defaultdict[str, list[SlotPrevu]] = defaultdict(list)
    for slot in week_slots(tx, programme, semaine):
        slots[slot.site].append(slot)
    done = _done(tx, programme, semaine)
    ecarts = [
        Ecart(
            site.slug,
            sum(slot.minutes for slot in slots[site.slug]),
            done.get(programme.sites[site.slug], 0),
            tuple(slot.motif for slot in slots[site.slug] if slot.motif),
        )
        for site in programme.config.sites
    ]
    return [ecart for ecart in ecarts if ecart.prevues or ecart.faites]


def _done(tx: Tx, programme: Programme, semaine: Semaine) -> dict[int, int]:
    """Minutes of presence by site."""
    start, end = semaine.bornes()
    week = {"b_begun": start - LONGEST, "b_since": start, "b_until": end}
    tx.flush()
    return dict(_DONE.all(tx, {"b_dispositif": programme.id, **week}))
