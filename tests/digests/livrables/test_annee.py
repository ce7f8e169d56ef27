"""A year on a virtual clock, at Amiens and at Mons: every document comes in its hour."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select

from bot.casework.livrable import dus, redaction
from bot.clock import paris
from bot.livrables import livrables
from storage.machine.db import Database
from storage.models.livrables import VersionLivrable
from storage.work import ClockJob, More, Work
from tests.storage.indicateurs.annee import PERIODE, vecue

JOUR: Final = timedelta(days=1)
DOREES: Final = Path(__file__).parents[1] / "dorees"
MATIN: Final = time(7, tzinfo=UTC)


def dans_l_annee(one: dus.DocumentDu) -> bool:
    return PERIODE.premier <= one.copie.brouillon and one.copie.terme <= PERIODE.dernier


def told(found: list[dus.DocumentDu]) -> Iterator[str]:
    """Under each document, one line a copy: its days of draft, of frozen figures, of delivery."""
    lines = defaultdict[str, list[str]](list)
    for one in sorted(found, key=lambda one: (one.copie.terme, one.copie.cible.cle)):
        copie = one.copie
        days = [copie.brouillon, *([copie.gel] if copie.gel else []), copie.terme]
        lines[one.livrable.titre].append(f"  {copie.cible.cle} : {' → '.join(map(str, days))}")
    for titre, copies in sorted(lines.items()):
        yield from (titre, *copies)


def rings(work: Work) -> None:
    """The clock of one minute, then all that it leaves to do."""
    first: tuple[ClockJob, ...] = (redaction.freeze_due, redaction.write)
    for job in first:
        following: ClockJob | None = job
        while following is not None:
            answer = following(work)
            following = answer.ready(work.tx) if isinstance(answer, More) else None


AILLEURS: Final = {
    "amiens": {"fiche_saisine", "bilan_porteur"},
    "mons": {
        "mesure_impact",
        "fiche_saisine",
        "bilan_porteur",
        "planning_previsionnel",
        "compte_rendu",
        "bilan_intermediaire",
    },
}
"""No site was new, nobody is one of several employers; at Mons, no mission began."""


@pytest.mark.parametrize("ville", ["amiens", "mons"])
def test_every_document_of_a_year_comes_in_its_hour(ville: str, tmp_path: Path) -> None:
    """It is asked for from the day of its draft on; its figures freeze on their morning."""
    url = f"sqlite:///{tmp_path / 'carnet.db'}"
    with closing(Database(url)) as base, vecue(base, ville) as (tx, programme):

        def on(day: date) -> Work:
            return Work(tx, programme, datetime.combine(day, MATIN))

        owed = [one for one in dus.every(on(PERIODE.dernier)) if dans_l_annee(one)]
        lines = "\n".join(told(owed)) + "\n"
        golden = DOREES / f"{ville}_documents.txt"
        if os.environ.get("DOREES") == "ecrire":
            golden.write_text(lines)
        assert lines == golden.read_text()

        last = {one.nom: one for one in owed}
        for one in last.values():
            eve, day = (dus.due(on(one.copie.brouillon - late)) for late in (JOUR, 0 * JOUR))
            assert one.cle not in [due.cle for due in eve], one.dit
            assert one.cle in [due.cle for due in day], one.dit
        gels = {(nom, one.copie.cible.cle): one.copie.gel for nom, one in last.items()}
        frozen = {cle: gel for cle, gel in gels.items() if gel}
        for gel in sorted(set(frozen.values())):
            rings(on(gel - JOUR))
            rings(on(gel))
        rows = tx.scalars(select(VersionLivrable).where(VersionLivrable.fige_le.is_not(None)))
        assert {(row.livrable, row.cible): _day(row) for row in rows} == frozen

        asked = {nom for nom in livrables() if dus.on_request(on(PERIODE.dernier), nom)}
        retired = {one.slug for one in programme.config.listes["documents"] if not one.actif}
        never = {slug.replace("-", "_") for slug in retired} | AILLEURS[ville]
        assert {*last, *asked} == set(livrables()) - never


def _day(row: VersionLivrable) -> date | None:
    return paris(row.fige_le).date() if row.fige_le else None
