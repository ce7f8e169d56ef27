"""What was seen: medians of what was noted, shares of what was looked at, what is new."""

from __future__ import annotations

from storage.indicateurs import observations
from storage.indicateurs.contrat import Mediane, Mesures, Proportion, Repartition
from storage.indicateurs.grille_site import grille_site
from storage.indicateurs.interventions import preventif_usages_positifs
from tests.digests.scene import Scene
from tests.storage.indicateurs.vecu import grid, observe, of_november


def seen(scene: Scene) -> None:
    """Three looks at site A, one at the new square, and the end of an evening."""
    observe(scene, "2026-11-03 17:00", 4, ("familles",), ("malproprete",), frequentation=2)
    observe(scene, "2026-11-17 17:00", 2, (), ("malproprete", "nuisances-sonores"))
    observe(scene, "2026-11-17 19:00", 1, ("familles", observations.FEMMES), (), frequentation=3)
    observe(scene, "2026-11-18 15:00", 5, ("jeux-enfants",), (), "site-b")
    end = scene.presence("2026-11-17 17:00", "2026-11-17 20:00")
    end.ambiance, end.frequentation = 5, 3
    scene.tx.flush()


def test_an_evening_s_end_and_what_was_observed_make_one_median(scene: Scene) -> None:
    seen(scene)
    third = of_november(scene).at(2)
    site_a = third.on(*(lieu for lieu in third.lieux if lieu.slug == "site-a"))
    assert observations.ambiance_mediane(site_a) == Mediane(2, 1, 5, 3)
    assert observations.ambiance_mediane(site_a.during("soiree")) == Mediane(1, 1, 1, 1)
    assert observations.ambiance_mediane(third.at(3)) == Mediane(None, None, None, 0)
    whole = observations.frequentation_mode(of_november(scene))
    assert list(whole.par.items()) == [("freq-forte", 2), ("freq-moyenne", 1)]


def test_shares_are_of_observations_and_uses_are_ranked(scene: Scene) -> None:
    seen(scene)
    whole = of_november(scene)
    assert observations.usages_positifs_part(whole) == Proportion(3, 4)
    assert observations.mesusages_part(whole) == Proportion(2, 4)
    assert observations.presence_femmes(whole) == Proportion(1, 4)
    assert list(observations.mesusages(whole).par.items()) == [
        ("malproprete", 2),
        ("nuisances-sonores", 1),
    ]
    assert preventif_usages_positifs(whole) == Proportion(1, 1)
    assert observations.usages_positifs_part(whole.at(3)).pour_cent is None


def test_new_is_what_the_weeks_before_had_not_and_nothing_is_where_nobody_looked(
    scene: Scene,
) -> None:
    seen(scene)
    whole = of_november(scene)
    third = whole.at(2)
    assert observations.mesusages_nouveaux(third) == Repartition({"nuisances-sonores": 1})
    assert observations.mesusages_nouveaux(whole.at(0)) == Repartition({})
    site_b = third.on(*(lieu for lieu in third.lieux if lieu.slug == "site-b"))
    assert observations.usages_positifs_nouveaux(site_b) == Repartition({})


def test_a_grid_is_read_by_measure_as_it_stood_at_the_end_of_the_period(scene: Scene) -> None:
    grid(scene, "2026-10-08 10:00", "t0", 1)
    grid(scene, "2026-11-05 10:00", "libre", 4)
    grid(scene, "2026-11-20 10:00", "t1", 3)
    noted = {"g-entretien": 1, "g-animation": 1}
    whole = of_november(scene)
    assert grille_site(whole.at(0)) == Mesures({"site-a": {"t0": noted}})
    assert set(grille_site(whole).par["site-a"]) == {"t0", "t1"}
    assert grille_site(whole).n == 2
