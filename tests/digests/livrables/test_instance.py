"""A body of the contrat de ville reads what the file gives it, at its rhythm (B15-B31, L10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.casework.livrable import dus, ecrit
from bot.livrables import Cible, ContenuLivrable, livrables
from digests.livrables.instance.parties import PARTIES
from storage.dispositif.externes import InstanceExterne, PartieInstance
from storage.work import Work
from tests.digests.scene import Scene, paris

NOM = "extrait_instance"
LIT = {"slug": "essai", "label": "Essai", "lecteurs": "essai", "rythme": "mensuel"}


def work(scene: Scene, now: str, **line: Any) -> Work:
    """On that day, in a town with one such body; with those of its file, without any."""
    programme = scene.programme
    if line:
        one = InstanceExterne.model_validate(LIT | {"parties": ["usages"]} | line)
        config = programme.config.model_copy(update={"instances_externes": (one,)})
        programme = replace(programme, config=config)
    return Work(scene.tx, programme, paris(now))


def days(found: list[Cible]) -> list[tuple[str, str]]:
    return [(str(one.debut), str(one.fin)) for one in found]


@pytest.mark.parametrize(
    ("rythme", "periode"),
    [
        ("mensuel", ("2026-11-02", "2026-11-29")),
        ("bimestriel", ("2026-08-31", "2026-11-01")),
        ("trimestriel", ("2026-06-29", "2026-09-27")),
        ("quadrimestriel", ("2026-05-04", "2026-08-30")),
        ("semestriel", ("2025-12-29", "2026-06-28")),
        ("vacances", ("2026-10-19", "2026-11-01")),
    ],
)
def test_its_periods_are_whole_weeks_at_its_rhythm(
    scene: Scene, rythme: str, periode: tuple[str, str]
) -> None:
    livrable = livrables()[NOM]
    here = work(scene, "2026-12-05 09:00", rythme=rythme)
    cible = livrable.cible(here, "essai")
    assert days([cible]) == [periode], "the last one that is over"
    assert cible.debut.weekday() == 0
    assert cible.fin.weekday() == 6
    assert livrable.cible(here, f"essai.{cible.fin}") == cible
    assert dus.on_request(here, NOM)[0].copie.cible == cible
    for wrong in ("essai.hier", "essai.2030-01-01", "essay"):
        with pytest.raises(ValueError, match=r"inconnue|illisible"):
            livrable.cible(here, wrong)


def test_one_in_the_calendar_is_due_a_week_after_each_of_its_periods(scene: Scene) -> None:
    here = work(scene, "2026-12-05 09:00", calendrier=True)
    owed = [one.copie for one in dus.every(here) if one.nom == NOM]
    assert [str(one.terme) for one in owed][-3:] == ["2026-11-08", "2026-12-06", "2027-01-10"]
    assert owed[-1].brouillon == date(2026, 12, 27)
    assert dus.on_request(here, NOM) == []


def test_amiens_asks_for_four_of_them_and_makes_the_others_on_request(scene: Scene) -> None:
    here = work(scene, "2026-12-05 09:00")
    due = {one.copie.cible.cle.partition(".")[0] for one in dus.every(here) if one.nom == NOM}
    asked = {one.copie.cible.cle.partition(".")[0] for one in dus.on_request(here, NOM)}
    assert due == {"conseils-citoyens", "commission-tranquillite", "partenaires-anru"} | {
        "pilotage-strategique"
    }
    assert asked >= {"comop-etat", "comites-secteur", "cop-zsp", "cellule-vvv", "veille-educative"}
    assert not {one for one in due | asked if "gltd" in one}, "nothing for who speaks of people"


def extract(here: Work, sujet: str) -> ContenuLivrable:
    livrable = livrables()[NOM]
    return ecrit.composed(here, livrable, livrable.cible(here, sujet))


def test_it_holds_the_parts_of_its_line_for_its_quartiers(soiree: Scene) -> None:
    """Étouvie alone: what was done elsewhere is not of it."""
    asked: list[PartieInstance] = ["quartiers", "retours"]
    told = {"parties": asked, "quartiers": ["etouvie"], "rythme": "trimestriel"}
    here = work(soiree, "2026-12-20 09:00", lecteurs="les voisins", **told)
    contenu = extract(here, "essai.2026-12-01")
    titles = [one["titre"] for one in contenu["parties"]]
    kept = [PARTIES[one][0] for one in asked]
    assert titles == ["À retenir", *kept, "Méthode et limites"]
    assert [one["numero"] for one in contenu["parties"]] == ["1", "2", "3", "4"]
    assert contenu["lecteurs"] == "les voisins"
    (table,) = (bloc for bloc in contenu["parties"][1]["blocs"] if bloc["sorte"] == "tableau")
    assert [row[0] for row in table["lignes"]] == ["Étouvie"]
    elsewhere = extract(
        work(soiree, "2026-12-20 09:00", **told | {"quartiers": ["amiens-nord"]}),
        "essai.2026-12-01",
    )
    assert [bloc["sorte"] for bloc in elsewhere["parties"][1]["blocs"]] == ["manque"]


def test_each_part_that_the_file_may_name_is_written(soiree: Scene) -> None:
    here = work(soiree, "2026-12-20 09:00", parties=list(PARTIES), rythme="trimestriel")
    contenu = extract(here, "essai.2026-12-01")
    assert len(contenu["parties"]) == len(PARTIES) + 2
    assert all(one["blocs"] or one["demande"] for one in contenu["parties"])
