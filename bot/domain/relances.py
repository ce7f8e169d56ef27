"""When a service's silence is answered: reminded, then whoever relays it, at working hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain.delais import send_at
from bot.domain.periodes import Calendrier
from bot.domain.routing import Moment, moment_at
from bot.domain.vies.signalement import AWAITED, StatutSignalement

QUART: Final = 0.25
"""Which part of its delay passes before a service that said nothing is reminded (proposed)."""
AU_MOINS: Final = timedelta(hours=24)
DANGER: Final = timedelta(minutes=15)
"""Of an immediate danger: how long before somebody telephones, and each step after it."""
VERIFIER: Final = (timedelta(days=3), timedelta(days=10))
"""After a repair was announced: when the mediators are asked again to go and see."""
REPIT: Final = timedelta(hours=4)
"""After a step that nights and holidays put off: how long before the next one, at the least."""
AVANT_LE_LOT: Final = timedelta(minutes=15)
"""How long before it leaves the morning's letter takes its reminders."""
ENGAGES: Final = frozenset({StatutSignalement.RECU, StatutSignalement.PRIS_EN_CHARGE})
SILENCIEUX: Final = AWAITED - ENGAGES


class Palier(StrEnum):
    """What is done about it: the next one only when the one before changed nothing."""

    RAPPEL = "rappel"
    """The services that had it are written to again."""
    RELEVE = "releve"
    """Whoever the file says is told when they are silent (`releve_par`)."""
    DIRECTION = "direction"
    """The direction de proximité of that territoire (000 l.67), by the file's `repli`."""
    RETARD = "retard"
    """They took it on, and its term has passed."""
    VERIFIER = "verifier"
    """It was announced as mended, and nobody went to see."""


@dataclass(frozen=True, slots=True)
class Silence:
    """What is waited for: how it stands, since when, and how long it may take."""

    statut: StatutSignalement
    depuis: datetime
    echeance: datetime
    delai: timedelta
    danger: bool


@dataclass(frozen=True, slots=True)
class Etage:
    """One step of a wait: what is done, and when, in UTC."""

    palier: Palier
    le: datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """A while in which the coordination let the reminders rest, in UTC."""

    debut: datetime
    fin: datetime


def etages(
    silence: Silence, calendrier: Calendrier, pauses: Iterable[Pause] = ()
) -> tuple[Etage, ...]:
    """Every step of that wait, in their order; none for what is closed.

    Of a danger that nobody answered, at any hour; else on working days, 08:00 to 18:00 in Paris.
    A pause stops the count: what was still to come of the delay comes after it. Reminded on the
    first morning after a holiday, nobody is said to be silent at that same hour.
    """
    at_any_hour, rests = presse(silence.statut, silence.danger), tuple(pauses)
    steps: list[Etage] = []
    for palier, planned in _planned(silence):
        le = _after(planned, silence.depuis, rests)
        if not at_any_hour:
            soonest = max(le, steps[-1].le + REPIT) if steps else le
            le = working(soonest, calendrier)
        steps.append(Etage(palier, le))
    return tuple(steps)


def presse(statut: StatutSignalement, danger: bool) -> bool:
    """A danger that nobody answered: it is said at any hour, and is never let rest."""
    return danger and statut in SILENCIEUX


def _after(le: datetime, depuis: datetime, pauses: Iterable[Pause]) -> datetime:
    """That instant, put off by each pause that began before it."""
    for pause in pauses:
        debut = max(pause.debut, depuis)
        if debut < pause.fin and le > debut:
            le += pause.fin - debut
    return le


def in_time(etage: Etage, calendrier: Calendrier) -> Etage:
    """Of what leaves with the morning's letter: decided a while before that leaves, not sooner."""
    leaves = send_at("lot", etage.le, calendrier.feries)
    return Etage(etage.palier, leaves - AVANT_LE_LOT)


def _planned(silence: Silence) -> Iterator[tuple[Palier, datetime]]:
    quarter = max(silence.delai * QUART, AU_MOINS)
    if silence.statut is StatutSignalement.TRAITE_ANNONCE:
        yield from ((Palier.VERIFIER, silence.depuis + delay) for delay in VERIFIER)
    elif silence.statut in ENGAGES:
        term = max(silence.echeance, silence.depuis + quarter)
        yield Palier.RETARD, term
        yield Palier.RELEVE, term + quarter
    elif silence.statut in SILENCIEUX:
        first = DANGER if silence.danger else quarter
        term = silence.depuis + max(silence.delai, 2 * first)
        yield Palier.RAPPEL, silence.depuis + first
        yield Palier.RELEVE, term
        yield Palier.DIRECTION, term + first


def working(moment: datetime, calendrier: Calendrier) -> datetime:
    """That moment, or the next 08:00 of a working day, in UTC."""
    if moment_at(moment, calendrier.feries) is Moment.OUVRE:
        return moment.astimezone(UTC)
    return send_at("lot", moment, calendrier.feries)
