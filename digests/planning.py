"""What was planned over one real week, as the coordination left it (000 l.73)."""

from __future__ import annotations

from datetime import date

from bot.domain.semaine import Semaine
from digests.contract import Perimetre
from storage.machine.db import Tx
from storage.planning import SlotPrevu, week_slots
from storage.programme import Programme


def planned_minutes(tx: Tx, programme: Programme, perimetre: Perimetre, semaine: Semaine) -> int:
    """Minutes planned on sites that are in intervention on the day."""
    return sum(slot.minutes for slot in _slots(tx, programme, perimetre, semaine))


def planned_days(
    tx: Tx, programme: Programme, perimetre: Perimetre, semaine: Semaine
) -> set[date]:
    """Days of the week on which somebody was planned on such a site."""
    return {slot.jour for slot in _slots(tx, programme, perimetre, semaine)}


def _slots(
    tx: Tx, programme: Programme, perimetre: Perimetre, semaine: Semaine
) -> list[SlotPrevu]:
    """A slot called off was no longer planned."""
    return [
        slot
        for slot in week_slots(tx, programme, semaine)
        if slot.site in perimetre.slugs
        and not slot.annule
        and programme.intervention_on(slot.site, slot.jour) is not None
    ]
