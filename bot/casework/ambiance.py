"""Twelve weeks of a site's ambiance in one line: what two taps at each end make (MED-7)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from bot.domain.semaine import Semaine
from bot.rendering import render_line
from bot.words import courbe
from storage import figures
from storage.indicateurs.contrat import Mediane
from storage.indicateurs.observations import AMBIANCE_MINIMUM, ambiance_mediane
from storage.indicateurs.releve import of_weeks
from storage.work import Work

WEEKS: Final = 12
LINE: Final = "{{ site }} {{ courbe }} {{ derniere }}"


def curves(work: Work, site_ids: Collection[int]) -> list[str]:
    """« Site A ▂▄·▄▆… cette semaine 3 sur 5 (n = 4) », the last week being the one under way.

    Weeks with too few notes have no median; nothing for a site where none was noted at all.
    """
    mine = [lieu for lieu in _lieux(work) if lieu.id in site_ids]
    this = Semaine.of(work.now)
    weeks = [this.shifted(rang + 1 - WEEKS) for rang in range(WEEKS)]
    whole = of_weeks(work.tx, work.programme, mine, weeks)
    return [
        line
        for lieu in mine
        if (
            line := _line(
                lieu.label, [ambiance_mediane(whole.on(lieu).at(r)) for r in whole.rangs]
            )
        )
    ]


def _lieux(work: Work) -> Sequence[figures.Lieu]:
    return figures.lieux(work.tx, work.programme.id)


def _line(site: str, medians: Sequence[Mediane]) -> str:
    if not any(one.n for one in medians):
        return ""
    drawn = courbe(one.milieu if one.n >= AMBIANCE_MINIMUM else None for one in medians)
    return render_line(LINE, site=site, courbe=drawn, derniere=_last(medians[-1]))


def _last(week: Mediane) -> str:
    """« cette semaine 3 sur 5 (n = 4) »."""
    if not week.n:
        return "cette semaine rien"
    few = week.n < AMBIANCE_MINIMUM or week.milieu is None
    said = "trop peu" if few else f"{int(week.milieu or 0)} sur 5"
    return f"cette semaine {said} (n = {week.n})"
