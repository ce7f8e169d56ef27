"""The eight activities of Mons in the point hebdo: each figure worked out by hand."""

from __future__ import annotations

import html
from collections.abc import Iterator

import pytest

from bot.domain.semaine import Semaine
from digests import render
from digests.compose import compose
from digests.contract import Snapshot
from digests.render import Links
from storage.dispositif import Dispositif, DispositifError, check_tree, load, packaged
from storage.dispositif.source import read
from storage.machine.db import Database
from storage.models import Observation, RetourDonne
from tests.digests.scene import Scene, open_scene, paris
from tests.digests.suites import (
    action,
    check,
    conflict,
    handed_over,
    mediation,
    noted,
    preconise,
    sollicite,
)

W38 = Semaine.parse("2016-W38")
"""Monday 19 to Sunday 25 September 2016."""
DAY, BEFORE = "2016-09-20 17:00", "2016-09-18 23:59"


@pytest.fixture
def mons(database: Database) -> Iterator[Scene]:
    with database.transaction() as tx:
        yield open_scene(tx, load(packaged("mons")), joined="2016-09-05 09:00")


def accord(scene: Scene, resultat: str, le: str = DAY) -> None:
    """A dossier opened long ago whose accord was checked then."""
    dossier = mediation(scene, "2016-09-06 10:00", "accord")
    check(scene, dossier, "j15", le, resultat, le)


def week(scene: Scene) -> None:
    """What the eight activities are counted from, with a little of the week before."""
    scene.presence("2016-09-19 16:00", "2016-09-19 20:00")
    scene.presence("2016-09-20 16:00", "2016-09-20 19:30", site="site-b")
    scene.rencontres("2016-09-20 17:00", adultes=9, seniors=3)
    for _ in range(4):
        sollicite(scene, "orientation", DAY)
    sollicite(scene, "relais", DAY)
    sollicite(scene, "transmis-mediation-ville", DAY)
    sollicite(scene, "ecoute", DAY)
    for _ in range(6):
        sollicite(scene, "ecoute", DAY, initiative="aller-vers")
    sollicite(scene, "orientation", BEFORE)
    for _ in range(7):
        handed_over(scene, DAY, ("prendre_en_charge", "pris-en-charge", DAY))
    for _ in range(5):
        handed_over(scene, DAY, ("ne_pas_se_presenter", "non-presente", DAY))
    handed_over(scene, DAY, ("rester_sans_nouvelles", "pas-de-nouvelles", DAY))
    handed_over(scene, BEFORE, ("prendre_en_charge", "pris-en-charge", BEFORE))
    for issue in ("apaise", "apaise", "non-apaise"):
        conflict(scene, issue, DAY)
    conflict(scene, "apaise", BEFORE)
    for result in ("tenu", "tenu", "rompu"):
        accord(scene, result)
    collective(scene)
    watched(scene)


def collective(scene: Scene) -> None:
    action(scene, "ac-information", "p-6-10", DAY)
    action(scene, "ac-reunion", "p-11-20", DAY)
    action(scene, "ac-reunion", "p-6-10", DAY)
    action(scene, "ac-concertation", "p-1-5", DAY)
    action(scene, "ac-projet-habitants", "p-plus-50", DAY)
    action(scene, "ac-autre", "p-1-5", DAY)
    action(scene, "ac-reunion", "p-1-5", BEFORE)


def watched(scene: Scene) -> None:
    for level in (2, 4, 4):
        noted(scene, Observation, DAY, ambiance=level, frequentation=1, positifs=[], mesusages=[])
    preconise(scene, DAY, destinataire="sv-ville")
    for _ in range(3):
        lamp = scene.signalement(
            DAY, categorie="vt-ferme-porte", service="sv-vilogia", site="site-a"
        )
    scene.acte(lamp, "traite_annonce", "2016-09-21 10:00")
    scene.acte(lamp, "verifie", "2016-09-22 17:00")
    told = {"signalement_id": lamp.id, "personne_id": scene.auteur}
    scene.tx.add(RetourDonne(**told, le=paris("2016-09-23 17:00")))
    scene.tx.flush()


def point(scene: Scene) -> Snapshot:
    return compose(scene.tx, scene.programme, scene.programme.config.comites[0], W38)


def lines(text: str) -> list[str]:
    part = text.split("LES ACTIVITÉS DE LA MISSION\n")[1].split("\n\n")[0]
    return part.replace("\N{NO-BREAK SPACE}", " ").splitlines()


EXPECTED = [
    "- Présence active de proximité : 7 h 30 de présence ; 12 rencontres ; "
    "6 échanges à notre initiative.",
    "- Mise en relation avec un partenaire : 5 orientations ; "
    "12 relais avec des nouvelles, dont 7 effectifs ; "
    "moins de 5 sollicitations transmises à la Ville.",
    "- Information, sensibilisation : 1 action ; environ 8 participants (estimation).",
    "- Gestion de conflits en temps réel ou différé : moins de 5 conflits en direct ; "
    "moins de 5 accords vérifiés.",
    "- Mobilisation, concertation : 3 actions (Réunion d'habitants 2, Concertation 1) ; "
    "environ 27 participants (estimation) ; 1 retour aux habitants.",
    "- Veille sociale territoriale : 3 observations ; ambiance médiane 4 sur 5 (apaisée), n = 3 ; "
    "1 préconisation.",
    "- Facilitation de projets : 1 action (Projet d'habitants) ; "
    "environ 51 participants (estimation).",
    "- Veille technique : 3 signalements ; 1 clos après vérification.",
    "1 action collective n'entre dans aucune de ces activités.",
    "Moins de 5 : un si petit nombre de personnes n'est pas publié.",
]


def test_each_of_the_eight_has_its_figures(mons: Scene) -> None:
    week(mons)
    assert lines(render.render_text(point(mons), Links())) == EXPECTED


def test_the_letter_says_the_same_in_html(mons: Scene) -> None:
    week(mons)
    page = html.unescape(render.render_html(point(mons), Links()))
    page = page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Les activités de la mission" in page
    for line in EXPECTED[:8]:
        for said in line.removesuffix(".").split(" : ", 1)[1].split(" ; "):
            assert said in page, said


def test_a_week_without_anything_says_so_for_each(mons: Scene) -> None:
    mons.presence("2016-09-19 16:00", "2016-09-19 20:00")
    said = lines(render.render_text(point(mons), Links()))
    assert said[0] == "- Présence active de proximité : 4 h 00 de présence."
    nothing, labels = said[1].split(" : ")
    assert (nothing, len(labels.split(" ; "))) == ("Rien de noté cette semaine", 7)


def test_a_meeting_alone_makes_a_week_that_is_not_empty(mons: Scene) -> None:
    assert point(mons)["vide"]
    action(mons, "ac-reunion", "p-6-10", DAY)
    assert not point(mons)["vide"]


def test_small_counts_are_not_even_in_what_is_kept(mons: Scene) -> None:
    """The snapshot is JSON that others may read: three conflicts stand nowhere in it."""
    week(mons)
    (conflits,) = [
        one
        for activite in point(mons)["sections"]["activites"]["activites"]
        for one in activite["comptes"]
        if one["quoi"] == "conflit"
    ]
    assert conflits == {"quoi": "conflit", "n": 0, "tus": 1, "dont": None}


def test_amiens_names_activities_that_count_nothing_and_shows_nothing_more(
    soiree: Scene,
) -> None:
    config = soiree.programme.config
    assert len(config.liste("activites")) == 8
    w47 = Semaine.parse("2026-W47")
    found = compose(soiree.tx, soiree.programme, config.comites[0], w47)
    assert "activites" not in found["sections"]
    assert "activités de la mission" not in render.render_text(found, Links()).lower()


def changed(**compte: object) -> Dispositif:
    tree = read(packaged("mons")).tree
    tree["listes"]["activites"][0]["compte"] = [compte]
    return check_tree(tree)


@pytest.mark.parametrize(
    ("compte", "said"),
    [
        ({"quoi": "rencontres"}, "listes.activites[0].compte[0].quoi : « rencontres » : "),
        (
            {"quoi": "action_collective", "types": ["ac-reunions"]},
            "« ac-reunions » n'existe pas dans « listes.types_action » ; "
            "vouliez-vous écrire « ac-reunion » ?",
        ),
        ({"quoi": "presence", "types": ["tournee"]}, "« presence » n'a pas de types ; "),
    ],
)
def test_what_counts_is_checked_when_the_file_is_read(
    compte: dict[str, object], said: str
) -> None:
    with pytest.raises(DispositifError) as caught:
        changed(**compte)
    (problem,) = caught.value.problems
    assert said in problem
