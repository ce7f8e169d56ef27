"""Every figure is recomputed from the raw rows of a year, wherever and whenever it may be told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest

from storage.indicateurs.registre import registre
from storage.indicateurs.releve import Releve, releve
from tests.storage.indicateurs.annee import Annee, Portee, minuit, mois, semaines
from tests.storage.indicateurs.comparees import VERITES, plain
from tests.storage.indicateurs.verites.brut import Brut, Ici

QUICK = os.environ.get("VERITES") != "toutes"
"""Every week and every month are compared by hand, before a formula is touched."""


def read(annee: Annee, jours: list[date], pas: int) -> Iterator[tuple[str, Releve, Ici]]:
    """Each place, over one in `pas` of those periods: what an indicator is told, and a truth."""
    whole = releve(annee.tx, annee.programme, annee.portees[-1].lieux, jours)
    for portee in annee.portees:
        for rang, (debut, fin) in list(enumerate(pairwise(jours)))[:: pas if QUICK else 1]:
            here = ici(annee.brut, portee, debut, fin, jours)
            yield f"{portee.nom}, {debut}", whole.on(*portee.lieux).at(rang), here


def ici(brut: Brut, portee: Portee, debut: date, fin: date, jours: list[date]) -> Ici:
    bornes = tuple(minuit(jour) for jour in jours)
    return Ici(brut, tuple(lieu.id for lieu in portee.lieux), minuit(debut), minuit(fin), bornes)


def test_every_indicator_has_a_truth_of_its_own() -> None:
    assert sorted(VERITES) == sorted(registre())


@pytest.mark.parametrize(
    ("jours", "pas"),
    [(semaines(), 13), (mois(), 5), (mois(3), 2)],
    ids=["semaine", "mois", "trimestre"],
)
def test_every_figure_is_what_the_rows_say(annee: Annee, jours: list[date], pas: int) -> None:
    wrong = [
        f"{slug}, {where}: {found} for {truth}"
        for where, told, here in read(annee, jours, pas)
        for slug, one in registre().items()
        if (found := plain(one(told))) != (truth := VERITES[slug](here))
    ]
    assert wrong == []


def test_an_intervention_is_told_from_its_first_day_to_its_last(annee: Annee) -> None:
    config = annee.programme.config
    for one in config.interventions:
        (portee,) = [where for where in annee.portees if where.nom == config.site(one.site).label]
        jours = [one.debut, one.fin + timedelta(days=1)]
        told = releve(annee.tx, annee.programme, portee.lieux, jours)
        here = ici(annee.brut, portee, jours[0], jours[1], jours)
        for slug, indicateur in registre().items():
            assert plain(indicateur(told)) == VERITES[slug](here), (slug, one.slug)
