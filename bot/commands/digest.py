"""`carnet digest`: the point hebdo of a week, or the point mensuel, written into files."""

from __future__ import annotations

from pathlib import Path

from bot.documents import documents, read_in, write
from bot.domain.mois import Mois
from bot.domain.semaine import Semaine
from bot.words import date_longue
from storage.work import Work


def write_digests(
    work: Work, asked: tuple[str | None, str | None], territoire: str | None, out: Path
) -> list[Path]:
    """One set of files a reader; asked: a week or a month, as they were typed.

    Raises ValueError for an unknown territoire; for a period unknown, to come or too old.
    """
    when = _asked(*asked)
    _is_told(work, when)
    document = documents()["point_mensuel" if isinstance(when, Mois) else "point_hebdo"]
    copies = read_in(document.compose(work, when), work.programme, territoire)
    return [path for copy in copies for path in write(document, copy, out)]


def _asked(week: str | None, month: str | None) -> Semaine:
    if (week is None) == (month is None):
        raise ValueError("donnez une semaine (--week 2026-W47) ou un mois (--mois 2026-11)")
    return Mois.parse(month) if month is not None else Semaine.parse(str(week))


def _is_told(work: Work, when: Semaine) -> None:
    """Raises ValueError for what lies outside of what may be told."""
    name = f"{'mois' if isinstance(when, Mois) else 'semaine'} {when.label}"
    if when > type(when).of(work.now):
        raise ValueError(f"{name} à venir : {_begins(when)}")
    debut = work.programme.config.convention.debut
    if when.dimanche < debut:
        raise ValueError(f"{name} avant la convention : elle commence le {date_longue(debut)}")


def _begins(when: Semaine) -> str:
    """« elle commence le lundi 23 novembre », « il commence le … »."""
    subject = "il" if isinstance(when, Mois) else "elle"
    return f"{subject} commence le {date_longue(when.lundi)}"
