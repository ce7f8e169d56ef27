"""The team's share of presence against the landmark: one average, nobody's (000 l.142)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from bot.domain.semaine import Semaine
from bot.domain.temps import journee_de
from bot.rendering import render_line
from bot.words import jour_court, pluriel
from storage import cumuls, heures_manquantes, temps
from storage.heures_manquantes import Manques
from storage.work import Work

TEAM = (
    "Toute l'équipe : {{ recente }} % en présence sur les douze dernières semaines, "
    "{{ moyenne }} % depuis le début, {{ ecart }}."
)
PARTIAL = (
    "Toute l'équipe : la part en présence n'est pas calculée. "
    "Sur les douze dernières semaines, il manque des heures {{ combien }}, {{ quand }}."
)
WITHIN = "dans le repère (de {{ bas }} à {{ haut }} %)"
BELOW = "au-dessous du repère (de {{ bas }} à {{ haut }} %)"
ABOVE = "au-dessus du repère (de {{ bas }} à {{ haut }} %)"
ROLLING: Final = 12
"""Weeks, this one included (requirements D04)."""
DAYS_SAID: Final = 5
"""Days named one by one; the others are counted."""


def missing(work: Work) -> Manques:
    """Whose hours of the twelve weeks are not all noted; the day under way is not over."""
    today = journee_de(work.now)
    return heures_manquantes.missing(work.tx, work.programme.id, _first(today), today)


def _first(today: date) -> date:
    return Semaine.around(today).shifted(1 - ROLLING).lundi


def team_share(work: Work, manques: Manques) -> str:
    """Over twelve weeks and since the beginning, against the landmark; « » while it is unknown.

    manques: as `missing`. Hours that are not there would read as hours in the street: with some
    missing there is no share at all, and nobody is named. The day under way is in neither.
    """
    programme, today = work.programme, journee_de(work.now)
    if manques:
        days = sorted(day for lacking in manques.values() for day in lacking)
        combien = f"de {pluriel(len(days), 'journée')} de travail"
        return render_line(PARTIAL, combien=combien, quand=said(days))
    lately = temps.of_binomes(work.tx, programme.id, _first(today), today)
    recente = temps.together(lately.values()).part_terrain
    moyenne = temps.together(cumuls.since_the_beginning(work.tx, programme.id).values())
    if recente is None or moyenne.part_terrain is None:
        return ""
    rules = programme.config.hors_terrain
    bas = rules.objectif_terrain_pct - rules.tolerance_pct
    haut = rules.objectif_terrain_pct + rules.tolerance_pct
    sentence = BELOW if recente < bas else ABOVE if recente > haut else WITHIN
    ecart = render_line(sentence, bas=bas, haut=haut)
    return render_line(TEAM, recente=recente, moyenne=moyenne.part_terrain, ecart=ecart)


def said(days: Iterable[date]) -> str:
    """« le 17/11, le 19/11 et 3 autres jours »: each day once, the newest first."""
    distinct: Sequence[date] = sorted(set(days), reverse=True)
    named = ", ".join(f"le {jour_court(day)}" for day in distinct[:DAYS_SAID])
    left = len(distinct) - DAYS_SAID
    return f"{named} et {pluriel(left, 'autre jour', 'autres jours')}" if left > 0 else named
