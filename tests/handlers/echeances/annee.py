"""One intervention lived on a virtual clock, from its decision to its N+3: who is told what."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta

from bot.clock import PARIS, MovableClock
from bot.feature.door import features
from bot.livrables import livrables
from storage import presences
from storage.dispositif.entries import Element
from storage.machine.db import Database
from storage.models import Outbox
from storage.presences import NouvellePresence
from tests.handlers.people import COORDINATION, MEDIATRICE, Team, open_team
from tests.storage.dispositif_cast import example

DECISION = date(2026, 9, 28)
OUEST, TECHNIQUE = "Comité opérationnel Ouest", "Comité technique"
OWED = ("compte_rendu", "dossier_trimestriel")
Told = tuple[date, int, str]
"""The day, whose phone, the words."""
CLOCKS = [
    job
    for name in ("echeances", "intervention", "comite")
    for job in features()[name].clocks.values()
]


def alone(database: Database, clock: MovableClock, sites: int = 1) -> Team:
    """Amiens with so many interventions, the first on Site A, on the evening of its decision.

    It owes two documents: the others have their own calendar (`casework/livrable/test_dus.py`).
    """
    config = example("amiens")
    clock.set(datetime.combine(DECISION, time(20), PARIS))
    retired = (name.replace("_", "-") for name in livrables() if name not in OWED)
    papers = tuple(Element(slug=one, label=one, actif=False) for one in retired)
    lists = {**config.listes, "documents": papers}
    update = {"interventions": config.interventions[:sites], "listes": lists}
    return open_team(database, clock, config.model_copy(update=update))


def lives(team: Team, deeds: Mapping[date, Callable[[Team], object]], last: date) -> list[Told]:
    """Nine o'clock of each Monday, of each day of a deed, of the day before: the clocks ring.

    What is not told on its day is told at the next one: nothing told in between is missed.
    """
    tale: list[Told] = []
    phones = (COORDINATION, MEDIATRICE)
    for day in _days(deeds, last):
        team.clock.set(datetime.combine(day, time(9), PARIS))
        before = len(team.rows(Outbox))
        team.rings(*CLOCKS)
        for row in team.rows(Outbox)[before:]:
            if row.canal == "telegram" and int(row.adresse) in phones:
                words = html.unescape(row.contenu["text"]).removeprefix("⚠️ ")
                tale.append((day, int(row.adresse), words))
        if day in deeds:
            deeds[day](team)
    return tale


def _days(deeds: Iterable[date], last: date) -> list[date]:
    weeks = range(7, (last - DECISION).days + 1, 7)
    mondays = {DECISION + timedelta(days=n) for n in weeks}
    return sorted(mondays | {*deeds} | {day - timedelta(days=1) for day in deeds})


def there(team: Team, first: date, last: date) -> None:
    """A presence in each period of each week."""
    mine, number = team.programme, 0
    with team.database.transaction() as tx:
        for monday in range(0, (last - first).days, 7):
            for day, hour in ((0, 10), (1, 19), (5, 14)):
                begun = datetime.combine(first + timedelta(monday + day), time(hour), PARIS)
                number += 1
                new = NouvellePresence(
                    dispositif_id=mine.id,
                    site_id=mine.sites["site-a"],
                    intervention_id=mine.interventions["site-a-automne-2026"],
                    binome_id=mine.binomes["binome-1"],
                    auteur_id=1,
                    debut=begun,
                    fin_prevue=begun + timedelta(hours=2),
                    mode="tournee",
                    mediateurs=2,
                    source=f"annee:{number}",
                )
                row = presences.open_presence(tx, new)
                presences.close_presence(tx, row, begun + timedelta(hours=2), mine.calendrier)


def holds(comite: str, when: date) -> Callable[[Team], object]:
    """That comité met, noted that very day."""

    def note(team: Team) -> None:
        team.says(COORDINATION, "/comites")
        team.taps(COORDINATION, "✅ Tenue", f"{comite}, autre date")
        team.says(COORDINATION, f"{when:%d/%m/%Y}")
        team.taps(COORDINATION, "⏭ Passer")

    return note


def sets_aside(line: str, motif: str = "Fait hors du carnet") -> Callable[[Team], object]:
    def said(team: Team) -> None:
        team.says(COORDINATION, "/echeances")
        team.taps(COORDINATION, f"⊘ {line}", motif)

    return said


def ticks(line: str) -> Callable[[Team], object]:
    def done(team: Team) -> None:
        team.says(COORDINATION, "/echeances")
        team.taps(COORDINATION, f"☑️ {line}")

    return done
