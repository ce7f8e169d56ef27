"""The shared grid in words: who is where this week, by quartier and day, holes included (D10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final, NamedTuple

from bot.domain.semaine import Semaine
from bot.rendering import render_line, render_text
from bot.words import WEEKDAYS, jour
from storage import grille, planning
from storage.dispositif import Quartier
from storage.machine.db import Tx
from storage.programme import Programme

MEDIATORS: Final = "médiateurs de rue"
TITLE: Final = "👀 <b>Semaine du {{ lundi|jour }}</b>"
EMPTY: Final = "Personne cette semaine : {{ quartiers }}."
HOLE: Final = "Personne le {{ jours }}."
CUT: Final = "… La suite ne tient pas dans un message : demandez-la à la coordination."
LONGEST: Final = 3_800
"""Characters of the grid in one message: Telegram takes 4,096, its title and remarks included."""


class LigneGrille(NamedTuple):
    """One day of one quartier: « mardi 17 », « 17 h - 21 h, Binôme 1 (Site A) » for each slot."""

    jour: str
    creneaux: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuartierVu:
    """A quartier where somebody is; `trou` says the days without anybody, or nothing."""

    label: str
    jours: tuple[LigneGrille, ...]
    trou: str


@dataclass(frozen=True, slots=True)
class Grille:
    """A week; `vides` says the quartiers where nobody is announced, or nothing."""

    semaine: Semaine
    quartiers: tuple[QuartierVu, ...]
    vides: str


class _Creneau(NamedTuple):
    quartier: str
    jour: date
    de: time
    a: time
    qui: str


def grid(tx: Tx, programme: Programme, semaine: Semaine, *, team: bool) -> Grille:
    """Planned slots of the binômes and those of the other actors; never a person (L02).

    `team` names binômes and sites: the other actors see a quartier and hours, no more.
    """
    held: dict[str, list[_Creneau]] = defaultdict(list)
    for creneau in (
        *_binomes(tx, programme, semaine, team=team),
        *_others(tx, programme, semaine),
    ):
        held[creneau.quartier].append(creneau)
    shown = [one for one in programme.config.quartiers if one.actif or one.slug in held]
    empty = ", ".join(one.label for one in shown if one.slug not in held)
    return Grille(
        semaine,
        tuple(_quartier(one, held[one.slug], semaine) for one in shown if one.slug in held),
        render_line(EMPTY, quartiers=empty) if empty else "",
    )


def in_chat(seen: Grille) -> str:
    """The grid as Telegram shows it (HTML), cut at the end of a line when it is too long."""
    lines = [render_text(TITLE, lundi=seen.semaine.lundi)]
    for quartier in seen.quartiers:
        lines.append(render_text("\n<b>{{ label }}</b>", label=quartier.label))
        lines.extend(
            render_text("{{ jour }} : {{ dits }}", jour=one.jour, dits=" ; ".join(one.creneaux))
            for one in quartier.jours
        )
        lines.extend(filter(None, [quartier.trou]))
    if seen.vides:
        lines.append(render_text("\n{{ vides }}", vides=seen.vides))
    return _fitting(lines)


def heures(de: time, a: time) -> str:
    """« 14 h - 17 h 30 »."""
    return f"{_heure(de)} - {_heure(a)}"


def _binomes(tx: Tx, programme: Programme, semaine: Semaine, *, team: bool) -> Iterator[_Creneau]:
    config = programme.config
    for slot in planning.week_slots(tx, programme, semaine):
        if not slot.annule:
            site = config.site(slot.site)
            who = f"{config.binome(slot.binome).label} ({site.label})" if team else MEDIATORS
            yield _Creneau(site.quartier, slot.jour, slot.de, slot.a, who)


def _others(tx: Tx, programme: Programme, semaine: Semaine) -> Iterator[_Creneau]:
    for row in grille.of_week(tx, programme, semaine):
        kind = row.type_acteur
        said = f" ({programme.config.element('types_acteur', kind).label})" if kind else ""
        yield _Creneau(row.quartier, row.jour, row.de, row.a, f"{row.acteur}{said}")


def _quartier(quartier: Quartier, held: list[_Creneau], semaine: Semaine) -> QuartierVu:
    days: dict[date, list[str]] = defaultdict(list)
    for one in sorted(held, key=lambda one: (one.jour, one.de, one.a, one.qui)):
        days[one.jour].append(f"{heures(one.de, one.a)}, {one.qui}")
    # Two binômes at the same hours are one line for who may not tell them apart.
    lines = tuple(LigneGrille(_day(day), tuple(dict.fromkeys(said))) for day, said in days.items())
    absent = [
        name
        for rank, name in enumerate(WEEKDAYS)
        if semaine.lundi + timedelta(days=rank) not in days
    ]
    return QuartierVu(quartier.label, lines, _hole(absent))


def _hole(absent: list[str]) -> str:
    """« Personne le samedi et le dimanche. »"""
    if not absent:
        return ""
    *firsts, last = absent
    joined = f"{', le '.join(firsts)} et le {last}" if firsts else last
    return render_line(HOLE, jours=joined)


def _day(day: date) -> str:
    """« mardi 17 »: the month stands in the title."""
    return jour(day).rpartition(" ")[0]


def _heure(hour: time) -> str:
    return f"{hour.hour} h {hour.minute:02d}" if hour.minute else f"{hour.hour} h"


def _fitting(lines: list[str]) -> str:
    kept: list[str] = []
    for line in lines:
        if sum(len(one) + 1 for one in kept) + len(line) > LONGEST:
            return "\n".join([*kept, CUT])
        kept.append(line)
    return "\n".join(kept)
