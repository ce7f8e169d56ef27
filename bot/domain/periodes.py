"""Periods of presence: one exclusive tranche for each minute, overlays beside it (000 l.153)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

VACANCES: Final = "vacances-scolaires"
FERIE: Final = "jour-ferie"


@dataclass(frozen=True, slots=True)
class Plage:
    """A band of hours on some days of the week, on the wall clock.

    `jours` counts from 0 (lundi). `a` at 00:00 is the end of the day. When `a` is not after `de`,
    the band covers the beginning and the end of those same days (23:00-08:00).
    """

    slug: str
    jours: frozenset[int]
    de: time
    a: time

    def covers(self, local: datetime) -> bool:
        if local.weekday() not in self.jours:
            return False
        clock = local.time()
        if self.a == time(0):
            return clock >= self.de
        if self.de < self.a:
            return self.de <= clock < self.a
        return clock >= self.de or clock < self.a


@dataclass(frozen=True, slots=True)
class Vacances:
    """School holidays from `du` (first day off) to `reprise` (first day of class, excluded)."""

    du: date
    reprise: date


@dataclass(frozen=True, slots=True)
class Calendrier:
    """All that is needed to say in which period a minute falls.

    `tranches` holds the active ones; where none covers a minute, `hors_tranche` does (by default
    23:00-08:00 on weekdays belongs to the soirée). `vacances_connues` is the last day for which
    school holidays are known: after it, their absence means nothing.
    """

    tranches: tuple[Plage, ...]
    priorite: tuple[str, ...]
    hors_tranche: str = "soiree"
    reperes: tuple[Plage, ...] = ()
    vacances: tuple[Vacances, ...] = ()
    feries: frozenset[date] = frozenset()
    fuseau: str = "Europe/Paris"
    vacances_connues: date | None = None

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(ZoneInfo(self.fuseau))


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a presence that lies in one tranche with the same overlays; bounds in UTC."""

    debut: datetime
    fin: datetime
    tranche: str
    reperes: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """Really elapsed minutes: an hour more or less on the days the clocks change."""
        return int((self.fin - self.debut).total_seconds()) // 60


def tranche_at(moment: datetime, calendrier: Calendrier) -> str:
    """The only tranche of `moment` (aware): the first by priority among those that cover it."""
    local = calendrier.local(moment)
    covering = {plage.slug for plage in calendrier.tranches if plage.covers(local)}
    return next((s for s in calendrier.priorite if s in covering), calendrier.hors_tranche)


def reperes_at(moment: datetime, calendrier: Calendrier) -> tuple[str, ...]:
    """The overlays of `moment` (aware): school holidays, bank holiday, then bands of hours."""
    local = calendrier.local(moment)
    day = local.date()
    reperes = [VACANCES] if any(v.du <= day < v.reprise for v in calendrier.vacances) else []
    if day in calendrier.feries:
        reperes.append(FERIE)
    reperes.extend(plage.slug for plage in calendrier.reperes if plage.covers(local))
    return tuple(reperes)


def split(debut: datetime, fin: datetime, calendrier: Calendrier) -> tuple[Segment, ...]:
    """Cut a presence (aware bounds) wherever its tranche or its overlays change.

    Both bounds are first brought down to the whole minute, so that the minutes of the segments
    always add up. An empty presence has no segment; raises ValueError when it ends before it
    begins.
    """
    start, end = _whole_minute(debut), _whole_minute(fin)
    if end < start:
        raise ValueError(f"une présence ne finit pas ({fin}) avant de commencer ({debut})")
    cuts = sorted({start, end, *_cuts(start, end, calendrier)})
    pieces = (
        Segment(start, end, tranche_at(start, calendrier), reperes_at(start, calendrier))
        for start, end in pairwise(cuts)
    )
    return tuple(_merged(pieces))


def _whole_minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _cuts(start: datetime, end: datetime, calendrier: Calendrier) -> Iterator[datetime]:
    """Instants strictly inside at which something may change; superfluous ones are merged away.

    Every whole hour in UTC is among them, since clocks change on one; a bound on the wall clock
    that comes twice that night is cut at both.
    """
    hour = start.replace(minute=0) + timedelta(hours=1)
    while hour < end:
        yield hour
        hour += timedelta(hours=1)
    zone = ZoneInfo(calendrier.fuseau)
    plages = (*calendrier.tranches, *calendrier.reperes)
    clocks = {time(0), *(p.de for p in plages), *(p.a for p in plages)}
    for day in _days(calendrier.local(start).date(), calendrier.local(end).date()):
        for clock in clocks:
            for fold in (0, 1):
                local = datetime.combine(day, clock, zone).replace(fold=fold)
                if start < (moment := local.astimezone(UTC)) < end:
                    yield moment


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def _merged(pieces: Iterable[Segment]) -> Iterator[Segment]:
    held: Segment | None = None
    for piece in pieces:
        if held and (held.tranche, held.reperes) == (piece.tranche, piece.reperes):
            held = replace(held, fin=piece.fin)
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held
