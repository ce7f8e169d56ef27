"""Ambiance, usages and the team's twelve weeks, as a comité reads them in both renderings."""

from __future__ import annotations

from datetime import date, timedelta

from bot.domain.mois import Mois
from bot.domain.semaine import Semaine
from digests import render
from digests.compose import compose
from digests.contract import Gravite, Snapshot
from digests.render import NO_LINK
from storage.machine.db import Database
from storage.models import Personne
from tests.digests.scene import Scene, open_scene, paris
from tests.digests.test_render import Reader
from tests.storage.dispositif_cast import example
from tests.storage.indicateurs.vecu import announced, observe, out

W47 = Semaine.parse("2026-W47")
OUEST, TECHNIQUE = "comite-operationnel-ouest", "comite-technique"


def twelve_weeks(scene: Scene, last: Semaine, *, note: int = 4) -> None:
    """Each Tuesday evening on site A, with its ambiance; as much time out of the street."""
    for back in range(13):
        day = last.shifted(-back).lundi + timedelta(days=1)
        here = scene.presence(f"{day} 18:00", f"{day} 20:00")
        here.ambiance, here.frequentation = note, 3
        for hour in ("18:30", "19:30"):
            observe(scene, f"{day} {hour}", note, ("familles",), ("malproprete",))
        scene.rencontres(f"{day} 19:00", ados=12, adultes=8)
        out(scene, day, "partenariat", 240)
    scene.tx.flush()


def aged(scene: Scene) -> None:
    """The team is there since the summer."""
    scene.tx.get_one(Personne, scene.auteur).charte_le = paris("2026-08-01 09:00")


def told(scene: Scene, comite: str = OUEST, semaine: Semaine = W47) -> tuple[Snapshot, str, str]:
    """The snapshot, and what is read of its two renderings (spaces made plain)."""
    found = compose(scene.tx, scene.programme, scene.programme.config.comite(comite), semaine)
    page = Reader(render.render_html(found, NO_LINK)).text
    text = " ".join(render.render_text(found, NO_LINK).split())
    return found, page.replace("\N{NO-BREAK SPACE}", " "), text


def test_a_lived_quarter_is_read_the_same_in_the_letter_and_its_twin(soiree: Scene) -> None:
    aged(soiree)
    twelve_weeks(soiree, W47)
    observe(soiree, "2026-11-17 18:10", 2, (), ("nuisances-sonores",))
    observe(soiree, "2026-11-19 18:10", 1, (), (), "site-c")
    _found, *both = told(soiree)
    for read in both:
        assert "▆▆▆▆▆▆▆▆▆▆▆▆ 12 semaines à 4 ; apaisée, notes de 2 à 4" in read
        assert "2 avec un usage positif, 3 avec un mésusage" in read
        assert "Non-respect de la propreté (2) ; Nuisances sonores (1)" in read
        assert "Nuisances sonores (Site A)" in read, "seen there for the first time"
        assert "réalisé : 15 % du planning (sur environ 190 h prévues)" in read
        assert "l'équipe a passé 54 % de son temps en rue" in read
        assert "Qui manque ? Sur 12 semaines, moins de 5 %" in read
    assert "Site C – – (n = 1)" in both[1], "one note is no middle, and is said"
    month = told(soiree, semaine=Mois.parse("2026-11"))[2]
    assert "Site Journée Soirée Week-end Mois" in month
    assert "Hors terrain, sur ces semaines : partenariat, réseau 100 %." in month
    assert "▆▆▆▆▆▆▆▆▆▆▆· 12 semaines à 4" in month, "weeks, until the last of the month"


def test_who_reads_quartiers_reads_no_site_and_nothing_of_the_team(soiree: Scene) -> None:
    aged(soiree)
    twelve_weeks(soiree, W47)
    _found, *both = told(soiree, "clspd")
    for read in both:
        assert "Site A" not in read
        assert "Quartier Journée Soirée Week-end Semaine" in read
        assert "Étouvie 0 h 56 4 h 52 – 5 h 48" in read
        assert "dernières semaines" not in read


def test_a_share_of_the_street_with_hours_missing_is_said_to_be_missing(soiree: Scene) -> None:
    aged(soiree)
    twelve_weeks(soiree, W47)
    soiree.presence("2026-11-19 10:00", "2026-11-19 11:00")
    _found, page, _text = told(soiree)
    assert "la part du temps en rue n'est pas calculée : des heures de l'équipe manquent" in page


def test_holidays_events_and_modes_are_told_with_their_hours(soiree: Scene) -> None:
    """The week of 11 November, a bank holiday, then the first week of the autumn holidays."""
    feast = soiree.presence("2026-11-11 14:00", "2026-11-11 16:00")
    feast.evenement, feast.mode = "evenement", "point-fixe"
    soiree.presence("2026-11-12 14:00", "2026-11-12 15:00")
    announced(soiree, "Équipe de quartier", "etouvie", date(2026, 11, 12), 14, 16)
    announced(soiree, "Équipe de quartier", "amiens-nord", date(2026, 11, 12), 14, 16)
    soiree.presence("2026-10-20 14:00", "2026-10-20 15:30")
    for read in told(soiree, semaine=Semaine.parse("2026-W46"))[1:]:
        assert "Dont 2 h 00 un jour férié, 2 h 00 pendant un événement." in read
        assert "Point fixe 2 h 00, Tournée 1 h 00." in read
        assert "autres acteurs dans ces quartiers : Correspondants de quartier 2 h 00." in read
    _found, page, _text = told(soiree, semaine=Semaine.parse("2026-W43"))
    assert "Dont 1 h 30 pendant les vacances scolaires." in page
    _found, page, _text = told(soiree)
    assert "Dont" not in page


def test_nothing_of_twelve_weeks_is_told_before_they_are_over(soiree: Scene) -> None:
    found, page, text = told(soiree)
    assert found["sections"]["presence"]["rue"] == {}
    assert "ambiance" not in found["sections"]
    assert "12 dernières semaines" not in page + text


def test_a_tense_site_comes_before_what_is_quiet(soiree: Scene) -> None:
    twelve_weeks(soiree, W47, note=2)
    found, page, _text = told(soiree, TECHNIQUE)
    assert found["sections"]["ambiance"]["urgence"] == Gravite.A_SUIVRE
    assert page.index("Ambiance") < page.index("43 rencontres : une même")


def test_mons_reads_its_own_sites_and_words(sqlite_database: Database) -> None:
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, example("mons"), joined="2016-06-01 09:00")
        week = Semaine.parse("2016-W47")
        twelve_weeks(scene, week)
        scene.presence("2016-11-23 18:00", "2016-11-23 19:00", site="site-b")
        (comite,) = scene.programme.config.comites[:1]
        _found, page, text = told(scene, comite.slug, week)
    for read in (page, text):
        assert "12 semaines à 4" in read
        assert "Présence de familles (2)" in read
        assert "Par bailleur : Vilogia 2 h 00 (1 115 logements), Partenord Habitat 1 h 00" in read
        assert "12-25 ans : 60 % des 20 rencontres d'âge estimé." in read


def test_a_point_frozen_before_these_figures_is_still_read(soiree: Scene) -> None:
    found, page, _text = told(soiree)
    old = found["sections"]
    for name in ("dont", "modes", "rue", "urgence"):
        del old["presence"][name]
    for name in ("jeunes", "premiers", "rares"):
        del old["rencontres"][name]
    for line in old["rencontres"]["typologie"]:
        del line["publics"]
    again = Reader(render.render_html(found | {"format": 1}, NO_LINK)).text
    read = again.replace("\N{NO-BREAK SPACE}", " ")
    assert "12-25 ans : " not in read
    assert set(read.split()) <= set(page.split())
    assert "Site A 0 h 56 2 h 52 – 3 h 48" in read
