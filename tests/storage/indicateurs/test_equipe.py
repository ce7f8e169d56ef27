"""Planned and done, in the street and out of it, with the others and without anybody."""

from __future__ import annotations

from datetime import date

import pytest

from storage.indicateurs import acteurs, annee, contexte, equipe, interventions, prevu, sites
from storage.indicateurs.contrat import Nombre, Proportion, Repartition
from storage.indicateurs.releve import releve
from tests.digests.scene import Scene
from tests.storage.indicateurs.vecu import announced, of_november, out

MARDI = date(2026, 11, 17)


def evening(scene: Scene, event: str | None = None) -> None:
    """The planned Tuesday of site A, two hours short, and an unplanned Thursday of site B."""
    here = scene.presence("2026-11-17 17:00", "2026-11-17 19:00")
    here.intervention_id = scene.programme.intervention_on("site-a", MARDI)
    there = scene.presence("2026-11-19 17:00", "2026-11-19 18:00", site="site-b")
    there.intervention_id = scene.programme.intervention_on("site-b", MARDI)
    there.evenement = event
    scene.tx.flush()


def test_planned_hours_are_those_of_the_file_in_the_period_of_their_day(scene: Scene) -> None:
    evening(scene)
    third = of_november(scene).at(2)
    assert prevu.realise_prevu(third) == Proportion(180, 36 * 60)
    assert prevu.heures_prevues(third.during("week-end")) == Nombre(8 * 60)
    assert prevu.jours_prevus_sans_trace(third) == Proportion(8, 9)
    assert prevu.jours_sans_presence(third) == Proportion(5, 7)


def test_hours_are_told_by_what_the_site_is_and_what_was_decided_there(scene: Scene) -> None:
    evening(scene, event="evenement")
    whole = of_november(scene)
    assert sites.heures_type_site(whole).par == {"zone-mesusages": 120, "nouvel-espace": 60}
    assert sites.heures_quartier(whole).par == {"etouvie": 120, "amiens-nord": 60}
    assert sites.heures_bailleur(whole) == Repartition({})
    assert interventions.heures_type_intervention(whole).par == {
        "corrective": 120,
        "preventive": 60,
    }
    assert interventions.preventif_evenements(whole) == Proportion(60, 60)
    assert contexte.sites_en_intervention(whole) == Proportion(3, 3)


def test_the_share_of_the_street_waits_for_every_hour_of_the_team(scene: Scene) -> None:
    evening(scene)
    third = of_november(scene).at(2)
    assert equipe.journees_incompletes(third) == Nombre(2)
    assert equipe.part_terrain(third).pour_cent is None
    out(scene, MARDI, "preparation", 120)
    out(scene, date(2026, 11, 19), "partenariat", 120)
    assert equipe.part_terrain(third) == Proportion(360, 600)
    assert equipe.part_terrain_depuis_debut(third) == Proportion(360, 600)
    assert equipe.part_terrain_depuis_debut(third.at(1)) == Proportion(0, 0)
    assert equipe.hors_terrain(third).par == {"partenariat": 120, "preparation": 120}
    with pytest.raises(ValueError, match="pas de tranche"):
        equipe.hors_terrain(third.during("soiree"))


def test_what_others_announce_covers_a_quartier_and_overlaps_what_is_planned(
    scene: Scene,
) -> None:
    evening(scene)
    announced(scene, "Médiation de la Ville", "etouvie", MARDI, 16, 18)
    announced(scene, "Prévention spécialisée", "elbeuf-lescouve", MARDI, 14, 16)
    third = of_november(scene).at(2)
    assert acteurs.recouvrement_ville(third) == Proportion(60, 120)
    assert acteurs.heures_acteurs(third) == Repartition({"ta-correspondants": 120})
    covered = acteurs.couverture_quartiers(third).par
    assert covered == {"etouvie": 240, "elbeuf-lescouve": 120, "amiens-nord": 60}
    # The square is planned on Tuesday afternoon and on Saturday: nobody comes in the evening.
    assert acteurs.periodes_sans_personne(third) == Proportion(1, 6)
    assert acteurs.recouvrement_ville(third.at(3)).pour_cent is None


def test_the_curve_of_the_year_keeps_its_empty_months_and_says_its_seasons(scene: Scene) -> None:
    evening(scene)
    months = [date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    year = releve(scene.tx, scene.programme, of_november(scene).lieux, months)
    assert list(annee.courbe_presence(year).par.items()) == [
        ("2026-10-01", 0),
        ("2026-11-01", 180),
        ("2026-12-01", 0),
    ]
    assert annee.jours_vacances(year.at(0)).sur == 31
    assert annee.jours_vacances(year.at(0)).n > 0 == annee.jours_feries(year.at(0)).n
    assert annee.jours_feries(year.at(1)) == Nombre(2)
