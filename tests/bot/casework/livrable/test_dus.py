"""Which documents a town owes, and when, is in its file: none is owed by the program alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.casework.livrable import dus
from bot.livrables import livrables
from storage.machine.db import Database
from storage.work import Work
from tests.digests.livrables.test_trimestre import meets
from tests.digests.scene import Scene, open_scene, paris
from tests.storage.dispositif_cast import example


def listed(scene: Scene, **lines: dict[str, Any]) -> Work:
    """In January, each line of the list of documents changed by its slug (dashes underscored)."""
    config = scene.programme.config
    changed = {slug.replace("_", "-"): more for slug, more in lines.items()}
    told = tuple(
        one.model_copy(update=changed.get(one.slug, {})) for one in config.listes["documents"]
    )
    config = config.model_copy(update={"listes": {**config.listes, "documents": told}})
    return Work(scene.tx, replace(scene.programme, config=config), paris("2027-01-10 09:00"))


def test_a_town_retires_a_document_and_gives_another_its_days(soiree: Scene) -> None:
    usual = {one.nom: one.copie.terme for one in dus.due(listed(soiree))}
    assert usual["bilan_annuel"] == date(2027, 1, 31)
    assert "note_elus" in usual
    work = listed(
        soiree,
        note_elus={"actif": False},
        bilan_annuel={"delai_jours": 10},
        dossier_trimestriel={"delai_jours": 10},
        fiche_site={"actif": False},
    )
    mine = {one.nom: one.copie for one in dus.due(work) if one.copie.terme.year == 2027}
    assert mine["bilan_annuel"].terme == date(2027, 1, 10)
    assert mine["dossier_trimestriel"].terme == date(2027, 1, 13)
    assert mine["dossier_trimestriel"].gel == date(2027, 1, 10)
    assert "note_elus" not in mine
    assert dus.on_request(work, "fiche_site") == []
    assert len(dus.on_request(work, "fiche_quartier")) == 7


def test_mons_owes_no_dossier_to_a_comite_that_it_has_not(sqlite_database: Database) -> None:
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, example("mons"))
        work = Work(tx, scene.programme, paris("2017-01-10 09:00"))
        owed = {one.nom for one in dus.due(work)}
        assert {"bilan_annuel", "extrait_bailleur", "compte_rendu"} & owed
        assert not {"dossier_trimestriel", "instances_contrat_ville", "bilan_clspd"} & owed
        retired = dus.owed(work, "dossier_trimestriel", livrables()["dossier_trimestriel"])
        assert list(retired) == []


HIVER = {
    ("note_elus", "2026-T4"): ("2027-01-08", "2027-01-18"),
    ("instances_contrat_ville", "2026-T4"): ("2027-01-08", "2027-01-18"),
    ("planning_previsionnel", "site-b-automne-2026"): ("2026-09-28", "2026-10-13"),
    ("planning_previsionnel", "site-c-automne-2026"): ("2026-10-12", "2026-10-27"),
    ("support_comite", "comite-operationnel-ouest.2026-12-14"): ("2026-12-07", "2026-12-14"),
    ("extrait_bailleur", "sv-bailleur.2026-T4"): ("2026-12-19", "2027-01-18"),
    ("extrait_bailleur", "sv-bailleur.2026"): ("2026-12-01", "2027-01-31"),
    ("bilan_annuel", "2026"): ("2026-12-01", "2027-01-31"),
    ("bilan_clspd", "2026"): ("2026-12-01", "2027-01-31"),
    ("couts_temps", "2026"): ("2026-12-01", "2027-01-31"),
    ("compte_financeur", "cm-etat.2026"): ("2026-12-01", "2027-01-31"),
    ("compte_financeur", "cm-amiens-metropole.2026"): ("2026-12-01", "2027-01-31"),
}
"""From when a draft is there, to when it is handed over; as of 10 January, site A is over."""


def test_a_winter_at_amiens_asks_for_these_documents_on_these_days(soiree: Scene) -> None:
    """Nothing more of these, and nothing less: what pays nobody is not asked for."""
    work = listed(soiree)
    meets(soiree, date(2026, 12, 14), "Passer le samedi.", "comite-operationnel-ouest")
    names = {nom for nom, _ in HIVER}
    owed = {
        (one.nom, one.copie.cible.cle): (str(one.copie.brouillon), str(one.copie.terme))
        for one in dus.due(work)
        if one.nom in names
    }
    assert owed == HIVER
