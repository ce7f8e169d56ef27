"""The shared grid in words: who is there now, then this week, holes included (D10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final, NamedTuple

from bot.casework.grille import sur_place
from bot.casework.grille.sur_place import MEDIATORS, Vu
from bot.domain.semaine import Semaine
from bot.rendering import render_line, render_text
from bot.words import WEEKDAYS, jour
from storage import grille, planning
from storage.dispositif import Quartier
from storage.planning import SlotPrevu
from storage.programme import Programme
from storage.work import Work

TITLE: Final = "👀 <b>Semaine du {{ lundi|jour }}</b>"
NOW: Final = "<b>En ce moment</b>"
THERE: Final = "🟢 {{ ligne }}"
NOBODY_NOW: Final = "Personne n'est en présence."
SECTION: Final = "<b>{{ label }}</b>"
DAY: Final = "{{ jour }} : {{ dits }}"
GOES_ON: Final = " (suite)"
PART: Final = 1_200
"""Characters of one part: two or three of them make a screen."""
EMPTY: Final = "Personne cette semaine : {{ quartiers }}."
HOLE: Final = "Personne le {{ jours }}."


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
    """A week; `vides` says the quartiers where nobody is announced, or nothing.

    `maintenant`: who is there at this minute, a line each; None for a week that is not this one.
    """

    semaine: Semaine
    quartiers: tuple[QuartierVu, ...]
    vides: str
    maintenant: tuple[str, ...] | None


class _Creneau(NamedTuple):
    quartier: str
    jour: date
    de: time
    heures: str
    qui: str


def grid(work: Work, ahead: int, *, team: bool) -> Grille:
    """This week, or the one `ahead` weeks later: what is planned, and what was done; no person.

    A presence that nobody had planned is there too. `team` names binômes and sites: the other
    actors see a quartier and hours, no more (L02).
    """
    semaine = Semaine.of(work.now).shifted(ahead)
    seen = [] if ahead else sur_place.seen(work, team=team)
    held: dict[str, list[_Creneau]] = defaultdict(list)
    for creneau in (
        *_binomes(work, semaine, seen, team=team),
        *_others(work, semaine),
    ):
        held[creneau.quartier].append(creneau)
    shown = [one for one in work.programme.config.quartiers if one.actif or one.slug in held]
    empty = ", ".join(one.label for one in shown if one.slug not in held)
    return Grille(
        semaine,
        tuple(_quartier(one, held[one.slug], semaine) for one in shown if one.slug in held),
        render_line(EMPTY, quartiers=empty) if empty else "",
        None if ahead else (*(one.dit for one in seen if one.depuis), *_announced(work)),
    )


def in_chat(seen: Grille) -> list[str]:
    """The grid as Telegram shows it (HTML), part by part: each is short, and none is cut."""
    parts = [render_text(TITLE, lundi=seen.semaine.lundi)]
    if seen.maintenant is not None:
        there = [render_text(THERE, ligne=ligne) for ligne in seen.maintenant]
        parts.extend(_parts(NOW, there or [render_text(NOBODY_NOW)]))
    for quartier in seen.quartiers:
        days = [
            render_text(DAY, jour=one.jour, dits=" ; ".join(one.creneaux))
            for one in quartier.jours
        ]
        title = render_text(SECTION, label=quartier.label)
        parts.extend(_parts(title, [*days, *filter(None, [quartier.trou])]))
    if seen.vides:
        parts.append(render_text("{{ vides }}", vides=seen.vides))
    return parts


def _parts(title: str, lines: list[str]) -> Iterator[str]:
    """Those lines under their title, which is said again where they do not hold together."""
    mine = [title]
    for line in lines:
        if len(mine) > 1 and sum(map(len, mine)) + len(line) > PART:
            yield "\n".join(mine)
            mine = [title + GOES_ON]
        mine.append(line)
    yield "\n".join(mine)


def heures(de: time, a: time) -> str:
    """« 14 h - 17 h 30 »."""
    return f"{_heure(de)} - {_heure(a)}"


def _binomes(work: Work, semaine: Semaine, seen: list[Vu], *, team: bool) -> Iterator[_Creneau]:
    """Each planned slot, with whoever is there; then the presences that no slot announced."""
    config = work.programme.config
    left = list(seen)
    for slot in planning.week_slots(work.tx, work.programme, semaine):
        if not slot.annule:
            here = [one for one in left if one.answers(slot)]
            left = [one for one in left if one not in here]
            who = _who(work.programme, slot) if team else MEDIATORS
            now = next((one.remarque for one in here if one.depuis), "")
            hours = heures(slot.de, slot.a)
            yield _Creneau(config.site(slot.site).quartier, slot.jour, slot.de, hours, who + now)
    for one in left:
        quartier = config.site(one.site).quartier
        yield _Creneau(quartier, one.jour, one.de, one.heures, one.qui + one.remarque)


def _who(programme: Programme, slot: SlotPrevu) -> str:
    config = programme.config
    return f"{config.binome(slot.binome).label} ({config.site(slot.site).label})"


def _others(work: Work, semaine: Semaine) -> Iterator[_Creneau]:
    for row in grille.of_week(work.tx, work.programme, semaine):
        who = sur_place.acteur(work.programme, row)
        yield _Creneau(row.quartier, row.jour, row.de, heures(row.de, row.a), who)


def _announced(work: Work) -> Iterator[str]:
    """« Étouvie : Éducateurs de rue, annoncés jusqu'à 17 h »: whether they came is unknown."""
    for row in grille.on_day(work.tx, work.programme, work.now):
        where = next(
            (one.label for one in work.programme.config.quartiers if one.slug == row.quartier),
            row.quartier,
        )
        who = sur_place.acteur(work.programme, row)
        yield f"{where} : {who}, passage annoncé jusqu'à {_heure(row.a)}"


def _quartier(quartier: Quartier, held: list[_Creneau], semaine: Semaine) -> QuartierVu:
    days: dict[date, list[str]] = defaultdict(list)
    for one in sorted(held, key=lambda one: (one.jour, one.de, one.heures, one.qui)):
        days[one.jour].append(f"{one.heures}, {one.qui}")
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
