"""What a compte rendu tells of people: large numbers alone, and nothing that letters kept back."""

from __future__ import annotations

from datetime import date

from bot.casework.livrable import actes, ecrit
from bot.domain.ventilation import Ventilation
from bot.livrables import livrables
from storage import publications
from storage.models import Observation
from storage.work import Work
from tests.digests.livrables.test_trimestre import lines
from tests.digests.scene import Scene, paris
from tests.digests.suites import action, handed_over, noted, preconise, sollicite


def told(scene: Scene, numero: str) -> tuple[list[list[str]], list[dict[str, object]]]:
    """The rows of that chapter's tables, and what it would write down at the register."""
    livrable = livrables()["compte_rendu"]
    work = Work(scene.tx, scene.programme, paris("2026-11-30 09:00"))
    contenu = ecrit.composed(work, livrable, livrable.cible(work, "site-a"))
    (partie,) = (one for one in contenu["parties"] if one["numero"] == numero)
    tables = [bloc["lignes"] for bloc in partie["blocs"] if bloc["sorte"] == "tableau"]
    return [row for table in tables for row in table], partie["tableaux"]


def test_few_people_are_told_with_others_and_what_left_before_counts(soiree: Scene) -> None:
    soiree.rencontres("2026-11-24 18:00", ados=20, jeunes_adultes=25, adultes=12)
    rows, tables = told(soiree, "2.4")
    few = [["Le reste, ensemble", "22"], ["Total", "80"]]
    assert rows == [["12-17 ans", "33"], ["18-25 ans", "25"], *few]
    (table,) = tables
    assert table["total"] == 80
    soiree.rencontres("2026-11-28 18:00", ados=2, jeunes_adultes=10)
    assert ["12-17 ans", "35"] in told(soiree, "2.4")[0]
    # A table that left before holds all but the last day: beside it, the whole tells two of them.
    known = {"ados": 33, "jeunes-adultes": 25, "adultes": None, "seniors": None}
    days = (date.fromisoformat(str(table["debut"])), date(2026, 11, 28))
    before = Ventilation("rencontres.public", frozenset(["site-a"]), *days, known, 80)
    work = Work(soiree.tx, soiree.programme, paris("2026-11-30 09:00"))
    publications.inscrit(soiree.tx, soiree.programme.id, [before], "point", work.now)
    assert ["12-17 ans", "35"] not in told(soiree, "2.4")[0]


def test_one_public_alone_is_not_told_beside_a_small_evening(scene: Scene) -> None:
    """« Week-end : 2 » and « tous 12-17 ans » would be two teenagers (adr/0006)."""
    scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
    scene.rencontres("2026-11-17 18:30", ados=20)
    assert ["12-17 ans", "20"] in told(scene, "2.4")[0]
    scene.rencontres("2026-11-21 15:00", ados=2)
    assert told(scene, "2.4")[0] == []
    assert ["Week-end", "0 h 00", "2", "–"] in told(scene, "2.3")[0]


def test_a_frozen_document_is_written_down_at_the_register(soiree: Scene) -> None:
    soiree.rencontres("2026-11-24 18:00", ados=20, jeunes_adultes=25)
    livrable = livrables()["compte_rendu"]
    work = Work(soiree.tx, soiree.programme, paris("2026-11-30 09:00"))
    cible = livrable.cible(work, "site-a")
    row = actes.opened(work, "compte_rendu", cible)
    days = (date(2026, 10, 5), date(2026, 12, 1))
    assert publications.entre(soiree.tx, soiree.programme.id, *days) == []
    actes.freeze(work, row, ecrit.composed(work, livrable, cible))
    mesures = {one.mesure for one in publications.entre(soiree.tx, soiree.programme.id, *days)}
    assert "rencontres.public" in mesures


PRIS = ("prendre_en_charge", "pris-en-charge", "2026-11-12 10:00")


def chapters(scene: Scene, *numeros: str) -> dict[str, list[str]]:
    livrable = livrables()["compte_rendu"]
    work = Work(scene.tx, scene.programme, paris("2026-11-30 09:00"))
    contenu = ecrit.composed(work, livrable, livrable.cible(work, "site-a"))
    return {numero: lines(contenu, numero) for numero in numeros}


def test_families_schemes_ideas_resources_and_common_services_are_told(soiree: Scene) -> None:
    """K27, E09, F07, F12, I09, J05, J10, J11, A22: each by what mediators said in one tap."""
    le = "2026-11-18 18:00"
    for type_, n in (("conflit", 14), ("logement", 12), ("ecoute-lien", 2)):
        for _ in range(n):
            words = {"type": type_, "cadre": "collectif", "suivi_par": "ccas"}
            sollicite(soiree, "orientation", le, **words)
    for partenaire, done in (
        ("pa-ccas", [PRIS]),
        ("pa-centre-social-etouvie", [PRIS]),
        ("pa-ccas", []),
    ):
        for _ in range(5):
            handed_over(soiree, "2026-11-03 17:00", *done, partenaire=partenaire)
    action(soiree, "ac-animation", "p-6-10", le, origine="oi-habitants", appui="ap-gup")
    preconise(soiree, le, origine="oi-habitants")
    seen = {"positifs": [], "mesusages": [], "ressource": "re-savoir-faire"}
    noted(soiree, Observation, le, **seen)
    said = chapters(soiree, "2.5", "2.6", "2.8", "2.9", "3.3", "3.5")
    assert said["2.5"][-2:] == [
        "Par famille, au moins : Accès aux droits 27.",
        "Aide individuelle ou collective : Collectif 28.",
    ], "the table says no more of the two that wanted to be heard"
    back = "5 sur 15 relais à échéance ; 5 pris en charge par un autre partenaire"
    assert f"Retours vers le droit commun | {back}" in said["2.6"]
    assert {"domaine non précisé | 28", "CCAS | 28"} <= set(said["2.6"])
    assert "Par critère de la grille du site : Visibilité, éclairage 1." in said["2.8"]
    idea = "D'où vient l'idée : Idée d'habitants 1."
    assert {idea, "Dispositifs d'appui : GUP 1."} <= set(said["2.9"])
    assert "Ressources repérées : Un savoir-faire 1." in said["3.3"]
    assert idea in said["3.5"]


def test_who_came_back_to_common_services_is_silent_where_few_did_otherwise(
    soiree: Scene,
) -> None:
    """Nine taken up, of whom eight by the CCAS: the ninth would be known."""
    for n, partenaire, done in (
        (8, "pa-ccas", [PRIS]),
        (1, "pa-centre-social-etouvie", [PRIS]),
        (6, "pa-ccas", []),
    ):
        for _ in range(n):
            handed_over(soiree, "2026-11-03 17:00", *done, partenaire=partenaire)
    found = chapters(soiree, "2.6")["2.6"]
    assert "Relais effectifs | 9 sur 15" in found
    assert "Retours vers le droit commun | non publié : petits nombres" in found
