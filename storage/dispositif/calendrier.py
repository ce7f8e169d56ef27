"""The calendar of a dispositif: tranches, school holidays of its zone, bank holidays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from bot.domain.periodes import Calendrier, Plage, Vacances
from bot.domain.semaine import JOURS
from storage.dispositif.convention import Convention
from storage.dispositif.entries import Periodes, Repere, Tranche

TABLE: Final = Path(__file__).with_name("calendrier.csv")
"""Days off as « letters,first day,first day after »; `make calendrier` writes it."""

DAY: Final = timedelta(days=1)
FERIE: Final = "F"
"""The letter of bank holidays; A, B and C are the school zones."""


@lru_cache(maxsize=8)
def build(convention: Convention, periodes: Periodes, fuseau: str) -> Calendrier:
    """The calendar over the whole convention, renewals included."""
    start, end = convention.debut, convention.fin_max or convention.fin
    extra = tuple(Vacances(p.du, p.reprise) for p in periodes.vacances.periodes)
    packaged = known()[periodes.vacances.zone]
    return Calendrier(
        tranches=tuple(_plage(t) for t in periodes.tranches if t.actif),
        priorite=periodes.priorite,
        hors_tranche=periodes.hors_tranche,
        reperes=tuple(_plage(r) for r in periodes.reperes if r.actif and r.jours),
        vacances=(*(v for v in packaged if v.reprise > start and v.du <= end), *extra),
        feries=frozenset(ferie.du for ferie in known()[FERIE]),
        fuseau=fuseau,
        # The table says nothing of the days that follow its last school holidays.
        vacances_connues=max((packaged[-1].reprise - DAY, *(v.reprise for v in extra))),
    )


def _plage(line: Tranche | Repere) -> Plage:
    return Plage(line.slug, frozenset(JOURS.index(j) for j in line.jours), line.de, line.a)


@cache
def known() -> Mapping[str, Sequence[Vacances]]:
    """The table read once, in order of date, by letter."""
    ranges: dict[str, list[Vacances]] = defaultdict(list)
    for line in TABLE.read_text(encoding="ascii").splitlines():
        letters, du, reprise = line.split(",")
        for letter in letters:
            ranges[letter].append(Vacances(date.fromisoformat(du), date.fromisoformat(reprise)))
    return ranges
