"""One figure, one function: by site, period and tranche, its parts add up to the whole."""

from __future__ import annotations

from datetime import date

import pytest

from storage.figures import lieux
from storage.indicateurs import fiabilite, rencontres, temps
from storage.indicateurs.contrat import Mediane, Nombre, Proportion, Repartition, median
from storage.indicateurs.registre import registre
from storage.indicateurs.releve import Durable, Releve, releve
from storage.temps import of_binomes, together
from tests.digests.scene import Scene, paris

NOVEMBRE = [date(2026, 11, day) for day in (2, 9, 16, 23, 30)]
NEVER = Durable[str](lambda _recolte: {})


def of_november(scene: Scene) -> Releve:
    """Its four weeks, on every site."""
    places = lieux(scene.tx, scene.programme.id)
    return releve(scene.tx, scene.programme, places, NOVEMBRE)


def lived(scene: Scene) -> None:
    scene.presence("2026-11-10 17:04", "2026-11-10 20:52")
    scene.presence("2026-11-15 23:00", "2026-11-16 01:00", site="site-b", mediateurs=1)
    scene.presence("2026-11-11 14:00", "2026-11-11 15:00")
    doubtful = scene.presence("2026-11-18 17:00", "2026-11-18 21:00")
    doubtful.a_confirmer = True
    scene.rencontres("2026-11-10 17:30", ados=5)
    scene.rencontres("2026-11-10 19:30", ados=8, adultes=7)
    scene.rencontres("2026-11-17 19:30", site="site-b", seniors=3)
    gone = scene.presence("2026-11-19 10:00", "2026-11-19 11:00")
    gone.supprimee_le = paris("2026-11-19 12:00")
    scene.presence("2026-11-20 22:00", None)
    scene.tx.flush()


def test_a_segment_across_two_weeks_gives_each_its_own_minutes(scene: Scene) -> None:
    lived(scene)
    whole = of_november(scene)
    assert temps.heures_presence(whole) == Nombre(228 + 120 + 60)
    assert temps.heures_presence(whole.at(-2)) == Nombre(60)
    assert temps.heures_mediateur(whole.at(1)) == Nombre(2 * 228 + 60 + 2 * 60)
    assert temps.repartition_periodes(whole.at(1)).par["soiree"] == 172


def test_no_rhythm_is_presumed(scene: Scene) -> None:
    """Three times on one day, then nobody for two weeks (D08): what was done is told, no more."""
    for hour in ("09", "14", "20"):
        scene.presence(f"2026-11-03 {hour}:00", f"2026-11-03 {hour}:40")
    scene.presence("2026-11-24 20:00", "2026-11-24 21:00")
    told = of_november(scene)
    assert [temps.heures_presence(told.at(rang)).n for rang in told.rangs] == [120, 0, 0, 60]
    assert temps.presences_a_confirmer(told) == Proportion(0, 4)


def test_a_night_across_two_months_is_cut_the_same_in_every_figure(scene: Scene) -> None:
    scene.presence("2026-11-30 22:00", "2026-12-01 01:00")
    days = [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    both = releve(scene.tx, scene.programme, of_november(scene).lieux, days)
    months = [both.at(rang) for rang in both.rangs]
    told = [temps.heures_mediateur(month).n for month in months]
    every = [of_binomes(scene.tx, scene.programme.id, *month.jours) for month in months]
    assert told == [together(one.values()).presence for one in every] == [240, 120]


def test_weeks_sites_and_tranches_add_up_to_the_whole(scene: Scene) -> None:
    lived(scene)
    whole = of_november(scene)
    weeks = [temps.heures_presence(whole.at(rang)).n for rang in whole.rangs]
    sites = [temps.heures_presence(whole.on(lieu)).n for lieu in whole.lieux]
    tranches = temps.repartition_periodes(whole)
    apart = [temps.heures_presence(whole.during(tranche)).n for tranche in tranches.par]
    assert sum(weeks) == sum(sites) == sum(apart) == tranches.n == 408


def test_what_is_in_doubt_is_in_no_total_and_is_said(scene: Scene) -> None:
    lived(scene)
    third = of_november(scene).at(2)
    assert temps.presences_a_confirmer(third) == Proportion(1, 2)
    assert temps.heures_presence(third.on(*third.lieux[:1])) == Nombre(0)
    waiting = fiabilite.minutes_a_confirmer(third).n
    assert (waiting, type(waiting)) == (240, int), "a snapshot keeps it as JSON"


def test_holidays_and_periods_covered_are_shares_of_what_there_was(scene: Scene) -> None:
    lived(scene)
    whole = of_november(scene)
    assert temps.part_feries(whole) == Proportion(60, 408)
    assert temps.couverture_periodes(whole) == Proportion(3, 3)
    assert Proportion(0, 0).pour_cent is None


def test_encounters_are_read_by_public_week_and_tranche(scene: Scene) -> None:
    lived(scene)
    whole = of_november(scene)
    assert rencontres.rencontres(whole) == Nombre(23)
    assert list(rencontres.typologie(whole).par.items()) == [
        ("ados", 13),
        ("adultes", 7),
        ("seniors", 3),
    ]
    assert rencontres.rencontres(whole.at(1).during("soiree")) == Nombre(15)
    assert rencontres.premiers_contacts(whole) == Proportion(0, 0)


def test_a_median_is_a_value_that_was_noted_with_its_spread() -> None:
    assert median([4, 1, 2, 5]) == Mediane(2, 1, 5, 4)
    assert median([]) == Mediane(None, None, None, 0)


def test_what_has_no_tranche_refuses_to_be_asked_by_one(scene: Scene) -> None:
    evening = of_november(scene).during("soiree")
    with pytest.raises(ValueError, match="pas de tranche"):
        list(evening.durables(NEVER))


def test_each_indicator_says_its_formula_its_unit_and_its_source() -> None:
    every = registre()
    assert len({one.label for one in every.values()}) == len(every) >= 12
    for slug, one in every.items():
        assert slug == one.slug
        assert one.formule.endswith("."), slug
        assert one.source, slug


def test_ages_are_shared_among_those_estimated_and_the_young_are_told_apart(scene: Scene) -> None:
    scene.presence("2026-11-10 17:00", "2026-11-10 19:00")
    scene.rencontres("2026-11-10 17:30", ados=30, adultes=70, famille=9, age_non_estime=11)
    whole = of_november(scene)
    assert rencontres.typologie_age(whole) == Repartition({"adultes": 70, "ados": 30})
    assert rencontres.typologie_role(whole) == Repartition({"famille": 9})
    assert rencontres.part_jeunes(whole) == Proportion(30, 100)
    assert list(rencontres.publics_rares(whole).par) == ["enfants", "jeunes-adultes", "seniors"]
    assert rencontres.rencontres_par_heure(whole).par_heure == 60
    assert rencontres.publics_rares(whole.at(0)) == Repartition({})
