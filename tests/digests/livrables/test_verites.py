"""Figures of documents are those of an independent pass over the raw rows of a year."""

from __future__ import annotations

from typing import Any

import pytest

from bot.casework.livrable import ecrit
from bot.livrables import livrables
from digests.livrables.matiere import Matiere
from storage.indicateurs.contrat import Indicateur
from storage.indicateurs.releve import Releve
from storage.work import Work
from tests.storage.indicateurs.annee import READ_ON, Annee
from tests.storage.indicateurs.comparees import VERITES, plain
from tests.storage.indicateurs.conftest import annee
from tests.storage.indicateurs.verites.brut import Ici

__all__ = ["annee"]

LUS = {
    "compte_rendu": "site-c-2026-05",
    "bilan_intermediaire": "site-b-2026-05",
    "dossier_trimestriel": "2026-T3",
    "bilan_clspd": "2026",
    "extrait_bailleur": "sv-bailleur.2026-T2",
    "compte_financeur": "cm-etat.2026",
    "support_comite": "comite-operationnel-ouest.2026-08-27",
    "diagnostic_social": "etouvie",
    "fiche_site": "site-a",
    "fiche_saisine": "site-b",
    "annexe_couts_evites": "2026",
}
"""One of each sort: an intervention, a quarter, a year, a landlord, a meeting, a place."""


def test_every_figure_of_a_document_is_what_the_rows_say(
    annee: Annee, monkeypatch: pytest.MonkeyPatch
) -> None:
    quoted, wrong, asks = list[str](), list[str](), Matiere.chiffre

    def checked(self: Matiere, one: Indicateur[Any], ici: Releve | None = None) -> Any:
        value, read = asks(self, one, ici), self.releve if ici is None else ici
        if read.tranche is None:
            quoted.append(one.slug)
            sites = tuple(lieu.id for lieu in read.lieux)
            truth = VERITES[one.slug](Ici(annee.brut, sites, *read.bornes, read.recolte.instants))
            if plain(value) != truth:
                wrong.append(f"{self.cible.cle}, {one.slug}: {plain(value)} for {truth}")
        return value

    monkeypatch.setattr(Matiere, "chiffre", checked)
    work = Work(annee.tx, annee.programme, READ_ON)
    for nom, sujet in LUS.items():
        livrable = livrables()[nom]
        ecrit.composed(work, livrable, livrable.cible(work, sujet))
    assert wrong == []
    assert len(set(quoted)) > 50
