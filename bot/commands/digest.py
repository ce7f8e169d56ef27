"""`carnet digest`: the point hebdo of a week, written into files."""

from __future__ import annotations

from pathlib import Path

from bot.documents import read_in, write
from bot.domain.semaine import Semaine
from bot.words import date_longue
from digests.documents.point_hebdo.document import DOCUMENT
from storage.work import Work


def write_digests(work: Work, week: str, territoire: str | None, out: Path) -> list[Path]:
    """One set of files a comité.

    Raises ValueError for an unknown territoire; for a week that is unknown, to come or too old.
    """
    semaine = Semaine.parse(week)
    if semaine > Semaine.of(work.now):
        lundi = date_longue(semaine.lundi)
        raise ValueError(f"semaine {semaine.label} à venir : elle commence le {lundi}")
    convention = work.programme.config.convention
    if semaine.dimanche < convention.debut:
        debut = date_longue(convention.debut)
        raise ValueError(f"semaine {semaine.label} avant la convention : elle commence le {debut}")
    copies = read_in(DOCUMENT.compose(work, semaine), work.programme, territoire)
    return [path for copy in copies for path in write(DOCUMENT, copy, out)]
