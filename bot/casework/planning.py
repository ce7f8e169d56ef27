"""A week of planning in words, for the chat, for who is told of it and for the printed sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from bot.rendering import render_line
from bot.words import duree, jour, plage
from storage.dispositif import actifs
from storage.planning import SlotPrevu
from storage.programme import Programme

SLOT: Final = "{{ jour }}, {{ plage }}, {{ site }}"
HOLIDAYS: Final = "🎒 Vacances scolaires : du {{ du }} au {{ au }}."
BANK: Final = "🎌 Jour férié : {{ jours }}."
UNKNOWN: Final = "Les vacances scolaires ne sont connues que jusqu'au {{ jour }}."


def by_binome(programme: Programme, standing: Sequence[SlotPrevu]) -> Iterator[str]:
    """« Binôme 1 : 24 h 00 prévues dans la rue, pour 21 h 00 attendues (60 % de 35 h). »"""
    config = programme.config
    rules, share = config.presence, config.hors_terrain.objectif_terrain_pct
    wanted = rules.heures_semaine * 60 * share // 100
    for binome in actifs(config.binomes):
        planned = sum(slot.minutes for slot in standing if slot.binome == binome.slug)
        rule = f"{share} % de {rules.heures_semaine} h"
        said = f"{duree(planned)} prévues dans la rue, pour {duree(wanted)} attendues ({rule})"
        missing = f" ⚠️ Il manque {duree(wanted - planned)}." if planned < wanted else ""
        yield f"{binome.label} : {said}.{missing}"


def slot_said(programme: Programme, slot: SlotPrevu) -> str:
    """« mardi 17 novembre, 17 h – 21 h, Site A »."""
    site = programme.config.site(slot.site).label
    return render_line(SLOT, jour=jour(slot.jour), plage=plage(slot.de, slot.a), site=site)


def why_off(programme: Programme, slot: SlotPrevu) -> str:
    """« annulé (météo) », of a slot that was called off."""
    if not slot.motif:
        return "annulé"
    return f"annulé ({programme.config.element('motifs_creneau', slot.motif).label.lower()})"


def particular_days(programme: Programme, first: date, last: date) -> list[str]:
    """School and bank holidays among these days, both included, a line each (000 l.153)."""
    calendrier = programme.calendrier
    lines = [
        render_line(
            HOLIDAYS,
            du=jour(max(first, one.du)),
            au=jour(min(last, one.reprise - timedelta(days=1))),
        )
        for one in calendrier.vacances
        if one.du <= last and one.reprise > first
    ]
    bank = [jour(day) for day in sorted(calendrier.feries) if first <= day <= last]
    if bank:
        lines.append(render_line(BANK, jours=", ".join(bank)))
    known = calendrier.vacances_connues
    if known and first > known:
        lines.append(render_line(UNKNOWN, jour=jour(known)))
    return lines
