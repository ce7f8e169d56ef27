"""Planned and done, side by side: one site over one week (COO-3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select

from bot.domain.semaine import Semaine
from storage.machine.db import Tx
from storage.models import Presence, PresenceSegment
from storage.planning import SlotPrevu, week_slots
from storage.presences import LONGEST
from storage.programme import Programme


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
    counted = (
        select(Presence.site_id, func.sum(PresenceSegment.minutes))
        .join(PresenceSegment, PresenceSegment.presence_id == Presence.id)
        .where(
            Presence.dispositif_id == programme.id,
            Presence.supprimee_le.is_(None),
            Presence.debut >= start - LONGEST,
            Presence.debut < end,
            PresenceSegment.debut >= start,
            PresenceSegment.debut < end,
        )
        .group_by(Presence.site_id)
    )
    return {site_id: int(minutes) for site_id, minutes in tx.execute(counted)}
