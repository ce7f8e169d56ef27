"""What a point mensuel says that no week does: needs, conflicts, others, the year, the grid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.domain.mois import Mois
from bot.domain.semaine import Semaine
from digests import render
from digests.compose import compose
from digests.render import Links
from storage.machine.db import Database
from storage.models import Personne, Reunion
from tests.digests.scene import Scene, open_scene, paris
from tests.digests.suites import action, conflict, noted, sollicite
from tests.storage.indicateurs.vecu import announced, grid

NOVEMBER, LE = Mois.parse("2026-11"), "2026-11-17 18:00"
OUEST, TECHNIQUE = "comite-operationnel-ouest", "comite-technique"


def letter(scene: Scene, comite: str = OUEST, semaine: Semaine = NOVEMBER) -> str:
    one = scene.programme.config.comite(comite)
    return render.render_text(compose(scene.tx, scene.programme, one, semaine), Links())


def lived(scene: Scene) -> None:
    """A full November on Site A, after a spring and a summer of evenings."""
    for kind, n, more in (
        ("logement", 7, {"besoin": "be-logement"}),
        ("information", 6, {"besoin": "be-isolement"}),
        ("souci-institution", 8, {"institution": "in-bailleur"}),
    ):
        for rang in range(n):
            sollicite(scene, "ecoute" if rang < 5 else "orientation", LE, type=kind, **more)
    for rang in range(12):
        words = {"parties": "personnes" if rang < 7 else "personne-institution"}
        issue = "apaise" if rang < 6 else "relais-passe"
        if rang >= 6:
            words["service"] = "sv-mediation-ville"
        conflict(scene, issue, LE, stade="naissant" if rang < 5 else "avere", **words)
    action(scene, "ac-marche-exploratoire", "p-6-15", LE)
    for _ in range(12):
        sollicite(scene, "ecoute", "2026-09-15 18:00", type="insecurite", public="seniors")
    around(scene)


def around(scene: Scene) -> None:
    """Two grids, the Ville's team, a meeting to come, and evenings since March."""
    for week in range(34):
        day = date(2026, 3, 24) + timedelta(weeks=week)
        scene.presence(f"{day} 18:00", f"{day} 20:00")
        scene.rencontres(f"{day} 19:00", adultes=10)
    scene.presence("2026-12-08 18:00", "2026-12-08 20:00")
    grid(scene, "2026-10-10 18:00", "t0", 1)
    grid(scene, "2026-11-10 18:00", "t1", 3)
    announced(scene, "Médiation de la Ville", "etouvie", date(2026, 11, 17), 16, 18)
    noted(scene, Reunion, LE, comite=OUEST, jour=date(2026, 12, 3), decisions="")
    scene.tx.get_one(Personne, scene.auteur).charte_le = paris("2026-03-01 09:00")
    scene.tx.flush()


@pytest.fixture
def novembre(sqlite_database: Database) -> Iterator[Scene]:
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, joined="2026-03-01 09:00")
        lived(scene)
        yield scene


def test_a_month_says_what_no_week_does(novembre: Scene) -> None:
    text = letter(novembre)
    for said in (
        "- Ce que nous avons fait sur place : Écoute 15.",
        "- Besoins repérés : Logement 7 · Isolement 6.",
        "- Soucis avec une institution : Bailleur 8.",
        "- Nature : Entre personnes 7 · Personne et institution 5. Stade : Avéré 7 · Naissant 5. "
        "Ce que nous avons fait : Désamorçage sur place 12. "
        "Relais passé à : Médiation de la Ville 6.",
        "- 1 action collective (Marche exploratoire).",
        "- Dans les deux semaines qui viennent : Comité opérationnel Ouest, jeudi 3 décembre.",
        "au plus couvert : aucune à Elbeuf – Lescouvé ; Étouvie 6 h 00.",
        "Grille de 0 à 4 (T0 → T1) : Animation des lieux 1 → 3 ; Aménagement, entretien 1 → 3.",
        "toutes saisons réunies : 1 h 45 par semaine, sur 39 semaines.",
        "mars à mai             20 h 00         100            16 jours",
    ):
        assert said in text
    december = letter(novembre, semaine=NOVEMBER.shifted(1))
    assert (
        "- Sentiment d'insécurité, par âge, sur douze semaines depuis le 14 septembre 2026 : "
        "60 ans et plus 12." in december
    )
    assert "Grille de 0 à 4" not in december, "a grid is told in the month that measured it"
    week = letter(novembre, semaine=Semaine.parse("2026-W47"))
    assert "Besoins repérés" not in week
    assert "La médiation de la Ville annonce 2 h 00 dans ces quartiers, dont 1 h 00 aux" in week
    assert "comité opérationnel ouest, jeudi 3 décembre" in week.lower()


def test_what_details_a_number_kept_back_is_not_told_beside_it(
    sqlite_database: Database,
) -> None:
    """Eight requests are kept back with four others: their institution would tell the four."""
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx)
        for kind, n, more in (
            ("logement", 9, {}),
            ("souci-institution", 8, {"institution": "in-bailleur"}),
            ("information", 4, {}),
        ):
            for _ in range(n):
                sollicite(scene, "ecoute", LE, type=kind, **more)
        text = letter(scene)
    assert "Types : Logement 9 ; le reste" in text
    assert "Ce que nous avons fait sur place : Écoute 21." in text
    assert "Soucis avec une institution :" not in text


def test_a_month_that_keeps_its_conflicts_back_keeps_what_they_were(
    sqlite_database: Database,
) -> None:
    """Seven in one week, told; two in the next, not: nine of a nature would tell the two."""
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx)
        for le, n in (("2026-11-10 18:00", 7), ("2026-11-17 18:00", 2)):
            for _ in range(n):
                conflict(scene, "apaise", le, parties="personnes", stade="avere")
        month, week = letter(scene), letter(scene, semaine=Semaine.parse("2026-W46"))
    assert "7 conflits en direct." in week
    assert "Nature" not in month
    assert "Entre personnes" not in month
