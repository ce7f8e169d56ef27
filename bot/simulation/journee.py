"""A working day of a binôme: its planned slots kept, moved or missed, and the time elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final

from bot.domain.semaine import JOURS
from bot.simulation import poids
from bot.simulation.equipe import Equipe
from bot.simulation.rue import Rue
from bot.simulation.saisons import a_l_heure, selon
from handlers.presence.actions import AVANT
from storage.dispositif import Creneau

MANQUE: Final = 0.03
"""Slots to which nobody comes, leave apart."""
OUBLI: Final = 0.06
"""Presences that nobody ends: the bot asks."""
PAUSE: Final = 0.12
ABSENT: Final = 0.06
"""Presences that the other one of the binôme is not in."""
BUREAU: Final = ((time(9, 30), "reunion-comite", "120"), (time(14), "capitalisation", "60"))
"""Monday, without any slot: what each notes of it."""
HORS: Final = 0.5
"""Minutes out of the street for one in it, on the other days: 60 % over the week (000 l.142)."""


@dataclass(frozen=True, slots=True)
class Halte:
    """One slot of a day."""

    site: str
    debut: datetime
    fin: datetime

    @property
    def heures(self) -> float:
        return (self.fin - self.debut) / timedelta(hours=1)


def begins(equipe: Equipe, jour: date) -> None:
    """Foresee that day; nothing on a day of leave."""
    if equipe.en_conge(jour):
        return
    slots = [one for one in _of_day(equipe, jour) if not equipe.likely(MANQUE)]
    for tournee in _in_a_row(jour, slots):
        _foresees(equipe, jour, tournee)
    if JOURS[jour.weekday()] == "lun":
        _at_the_office(equipe, jour)


def _of_day(equipe: Equipe, jour: date) -> list[Creneau]:
    day = JOURS[jour.weekday()]
    config = equipe.monde.programme.config
    mine = [one for one in config.creneaux if (one.binome, one.jour) == (equipe.slug, day)]
    return sorted(mine, key=lambda one: one.de)


def _in_a_row(jour: date, slots: Sequence[Creneau]) -> Iterator[list[Halte]]:
    """Slots that follow one another are one tour: the site changes, the presence goes on."""
    tour: list[Halte] = []
    for slot in slots:
        halte = Halte(slot.site, a_l_heure(jour, slot.de), a_l_heure(jour, slot.a))
        if tour and tour[-1].fin != halte.debut:
            yield tour
            tour = []
        tour.append(halte)
    if tour:
        yield tour


def _foresees(equipe: Equipe, jour: date, tournee: Sequence[Halte]) -> None:
    """From the first start to the last end, with what happens between."""
    foresee, chance = equipe.monde.echeancier.foresee, equipe.chance
    starts = tournee[0].debut + timedelta(minutes=max(1.0, chance.gauss(5, 4)))
    foresee(starts, partial(_starts, equipe, tournee[0]))
    rues = [Rue(equipe, one.site, equipe.monde.ciel(jour), one.heures) for one in tournee]
    for before, halte in zip(rues, tournee[1:], strict=False):
        foresee(halte.debut + timedelta(minutes=4), partial(_moves, equipe, halte, before))
    for halte, rue in zip(tournee, rues, strict=True):
        for deed in rue.deeds():
            minutes = chance.uniform(12, 60 * halte.heures - 8)
            foresee(halte.debut + timedelta(minutes=minutes), deed)
    _foresees_the_end(equipe, jour, tournee, rues[-1])


def _foresees_the_end(equipe: Equipe, jour: date, tournee: Sequence[Halte], rue: Rue) -> None:
    foresee, chance = equipe.monde.echeancier.foresee, equipe.chance
    ends = tournee[-1].fin + timedelta(minutes=chance.gauss(-2, 6))
    equipe.minutes[jour] += int((ends - tournee[0].debut) / timedelta(minutes=1))
    if equipe.likely(PAUSE):
        middle = tournee[0].debut + timedelta(minutes=60 * tournee[0].heures / 2)
        foresee(middle, partial(_gesture, equipe, "pause"))
        foresee(middle + timedelta(minutes=15), partial(_gesture, equipe, "reprendre"))
    if not equipe.likely(OUBLI):
        foresee(ends, partial(_ends, equipe, rue))


def _starts(equipe: Equipe, halte: Halte) -> None:
    """By the button of the bot's own message, else by the menu."""
    if equipe.running() is not None:
        return
    who = equipe.one()
    proposed = equipe.poste.pop(who.account, None)
    if proposed:
        who.presses(*proposed)
    if equipe.running() is None:
        site = halte.site
        who.does("presence_demarrer", {"site": site, "autre_site": site, "depart": "demarrer"})


def _moves(equipe: Equipe, halte: Halte, before: Rue) -> None:
    """To the next site; what the one `before` was like is told on the way."""
    if equipe.running() is None:
        _starts(equipe, halte)
        return
    site = halte.site
    left = {f"{AVANT}{key}": slug for key, slug in before.closing().items()}
    answers = {"que_faire": "changer", "vers": site, "autre_site": site, **left}
    equipe.one().does("presence_en_cours", answers)


def _gesture(equipe: Equipe, geste: str) -> None:
    if equipe.running() is not None:
        equipe.one().does("presence_en_cours", {"que_faire": geste})


def _ends(equipe: Equipe, rue: Rue) -> None:
    """Nine times in ten with the ambiance and the fréquentation."""
    if equipe.running() is not None:
        told = rue.closing() if equipe.likely(0.9) else {}
        equipe.one().does("presence_en_cours", {"que_faire": "terminer", **told})


def _at_the_office(equipe: Equipe, jour: date) -> None:
    for who in equipe.both:
        for heure, categorie, duree in BUREAU:
            answers = {"categorie": categorie, "duree": duree}
            moment = a_l_heure(jour, heure, 150 + equipe.chance.uniform(0, 20))
            equipe.monde.echeancier.foresee(moment, partial(who.does, "hors_terrain", answers))


def motif(equipe: Equipe, offered: Sequence[str]) -> str:
    """Why nobody came to a slot."""
    return selon(poids.MOTIFS, offered, equipe.chance)
