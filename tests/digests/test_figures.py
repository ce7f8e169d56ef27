"""Figures equal to hand sums, whatever the database, the clock changes and the deletions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.semaine import Semaine
from digests.contract import Perimetre, Recueil
from storage import figures
from storage.indicateurs.fiabilite import minutes_a_confirmer, presences_etats
from storage.indicateurs.releve import Releve, of_weeks
from storage.indicateurs.rencontres import rencontres
from storage.indicateurs.temps import heures_mediateur, heures_presence, repartition_periodes
from storage.models import PresenceSegment
from tests.digests.scene import Scene, paris

W47 = Semaine.parse("2026-W47")
WEEKS = [W47.shifted(n) for n in range(-4, 1)]


def site_a(scene: Scene, *semaines: Semaine) -> Releve:
    """What was noted on Site A in these weeks."""
    places = figures.lieux(scene.tx, scene.programme.id)
    here = [lieu for lieu in places if lieu.slug == "site-a"]
    return of_weeks(scene.tx, scene.programme, here, semaines)


def temps(scene: Scene, semaine: Semaine) -> dict[str, tuple[int, int]]:
    """Site A's time by tranche: minutes, then those of mediators."""
    week = site_a(scene, semaine)
    parts = {tranche: week.during(tranche) for tranche in repartition_periodes(week).par}
    return {slug: (heures_presence(one).n, heures_mediateur(one).n) for slug, one in parts.items()}


def etats(week: Releve) -> dict[str, int]:
    """Its presences by how they stand."""
    return dict(presences_etats(week).par)


def recul(scene: Scene, *sites: str) -> bool:
    """Whether a comité that reads these sites is given a comparison."""
    places = [one for one in figures.lieux(scene.tx, scene.programme.id) if one.slug in sites]
    return Recueil(scene.tx, scene.programme, Perimetre(tuple(places), "detail"), W47).recul


def test_an_evening_is_cut_at_eighteen_and_counted_for_both_mediators(scene: Scene) -> None:
    scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
    assert temps(scene, W47) == {"journee": (56, 112), "soiree": (172, 344)}


def test_a_mediator_alone_counts_once(scene: Scene) -> None:
    scene.presence("2026-11-17 14:00", "2026-11-17 15:30", mediateurs=1)
    assert temps(scene, W47) == {"journee": (90, 90)}


def test_only_the_sites_asked_for_are_counted(scene: Scene) -> None:
    scene.presence("2026-11-17 14:00", "2026-11-17 15:30", site="site-b")
    assert temps(scene, W47) == {}


def test_a_deleted_presence_is_in_no_figure(scene: Scene) -> None:
    presence = scene.presence("2026-11-17 14:00", "2026-11-17 15:30")
    presence.supprimee_le = paris("2026-11-17 16:00")
    scene.tx.flush()
    assert temps(scene, W47) == {}
    assert etats(site_a(scene, W47)) == {}


def test_running_and_unconfirmed_presences_are_counted_apart(scene: Scene) -> None:
    doubtful = scene.presence("2026-11-18 17:00", "2026-11-18 21:00")
    doubtful.a_confirmer = True
    scene.presence("2026-11-20 10:00", "2026-11-20 11:00")
    scene.presence("2026-11-22 22:00", None)
    scene.tx.flush()
    assert temps(scene, W47) == {"journee": (60, 120)}
    week = site_a(scene, W47)
    assert etats(week) == {"comptee": 1, "a-confirmer": 1, "en-cours": 1}
    assert minutes_a_confirmer(week).n == 240


def test_the_week_before_has_its_own_presences_in_doubt(scene: Scene) -> None:
    for day in ("2026-11-08", "2026-11-09", "2026-11-15"):
        scene.presence(f"{day} 17:00", f"{day} 21:00").a_confirmer = True
    scene.presence("2026-11-16 10:00", "2026-11-16 11:00")
    scene.tx.flush()
    weeks = site_a(scene, *WEEKS)
    assert (etats(weeks.at(-1)), etats(weeks.at(-2))) == ({"comptee": 1}, {"a-confirmer": 2})
    assert minutes_a_confirmer(weeks.at(-1)).n == 0


def test_weeks_read_together_are_each_what_it_is_alone(scene: Scene) -> None:
    for n in range(6):
        day = WEEKS[0].shifted(n).lundi
        scene.presence(f"{day} 17:04", f"{day} 20:52", mediateurs=1 + n % 2)
        # A Sunday night, across the two weeks.
        scene.presence(f"{day - timedelta(days=1)} 22:00", f"{day} 01:00", site="site-b")
        scene.rencontres(f"{day} 17:30", ados=n + 1)
    places = figures.lieux(scene.tx, scene.programme.id)
    alone = [of_weeks(scene.tx, scene.programme, places, [week]) for week in WEEKS]
    together = of_weeks(scene.tx, scene.programme, places, WEEKS)
    for figure in (heures_presence, heures_mediateur, rencontres):
        apart = [figure(one) for one in alone]
        assert [figure(together.at(rang)) for rang in together.rangs] == apart
    assert [rencontres(one).n for one in alone] == [1, 2, 3, 4, 5]


def test_a_week_is_compared_once_presence_was_logged_by_the_oldest_one(scene: Scene) -> None:
    scene.presence("2026-10-26 10:00", "2026-10-26 11:00")
    assert not recul(scene, "site-a")
    scene.presence("2026-10-25 10:00", "2026-10-25 11:00", site="site-b")
    assert not recul(scene, "site-a")
    assert recul(scene, "site-a", "site-b")


def test_a_sunday_night_is_shared_between_two_weeks(scene: Scene) -> None:
    scene.presence("2026-11-22 22:00", "2026-11-23 01:00")
    assert temps(scene, W47) == {"week-end": (120, 240)}
    assert temps(scene, W47.shifted(1)) == {"soiree": (60, 120)}


def test_a_segment_across_the_bound_gives_only_its_part_inside(scene: Scene) -> None:
    presence = scene.presence("2026-11-22 22:00", "2026-11-22 22:00")
    debut, fin = paris("2026-11-22 22:00"), paris("2026-11-23 01:30")
    scene.tx.add(
        PresenceSegment(
            presence_id=presence.id, debut=debut, fin=fin, minutes=210, tranche="nuit", reperes=[]
        )
    )
    scene.tx.flush()
    assert temps(scene, W47) == {"nuit": (120, 240)}
    assert temps(scene, W47.shifted(1)) == {"nuit": (90, 180)}


@pytest.mark.parametrize(
    ("debut", "fin", "semaine", "minutes"),
    [
        ("2026-10-25 00:00", "2026-10-25 06:00", "2026-W43", 7 * 60),
        ("2027-03-28 00:00", "2027-03-28 06:00", "2027-W12", 5 * 60),
        ("2027-01-03 20:00", "2027-01-03 23:59", "2026-W53", 239),
        ("2027-01-04 00:00", "2027-01-04 02:00", "2027-W01", 120),
    ],
)
def test_a_week_has_its_own_bounds_at_clock_changes_and_at_new_year(
    scene: Scene, debut: str, fin: str, semaine: str, minutes: int
) -> None:
    scene.presence(debut, fin)
    week = Semaine.parse(semaine)
    assert sum(presence for presence, _ in temps(scene, week).values()) == minutes
    assert not temps(scene, week.shifted(1))
    assert not temps(scene, week.shifted(-1))


def test_encounters_belong_to_the_week_of_their_instant(scene: Scene) -> None:
    scene.rencontres("2026-11-16 00:00", ados=7)
    scene.rencontres("2026-11-22 23:59", ados=2, adultes=6)
    scene.rencontres("2026-11-23 00:00", ados=9)
    week = site_a(scene, W47)
    assert rencontres(week).n == 15
    assert rencontres(week.during("soiree")).n == 7
    assert rencontres(week.during("week-end")).n == 8


def test_the_mediators_of_a_week_are_counted_site_by_site_and_never_too_many(
    scene: Scene,
) -> None:
    here, there = scene.programme.sites["site-a"], scene.programme.sites["site-b"]
    scene.presence("2026-11-15 22:00", "2026-11-16 01:00", mediateurs=1)
    scene.presence("2026-11-18 22:00", "2026-11-19 01:00", mediateurs=2)
    scene.presence("2026-11-19 22:00", "2026-11-20 01:00", mediateurs=1)
    other = scene.presence("2026-11-20 17:00", "2026-11-20 18:00", mediateurs=1)
    other.binome_id = scene.programme.binomes["binome-2"]
    scene.presence("2026-11-20 19:00", "2026-11-20 20:00", site="site-b")
    scene.presence("2026-11-20 21:00", None, site="site-c")
    sites = list(scene.programme.sites.values())
    assert figures.mediateurs(scene.tx, sites, W47) == {here: 3, there: 2}


def test_no_site_at_all_is_a_week_of_zeros(scene: Scene) -> None:
    scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
    nowhere = of_weeks(scene.tx, scene.programme, [], [W47])
    assert heures_presence(nowhere).n == rencontres(nowhere).n == 0
    assert etats(nowhere) == {}
    assert figures.mediateurs(scene.tx, [], W47) == {}


def test_the_carnet_opens_when_somebody_joins_or_with_an_earlier_presence(scene: Scene) -> None:
    assert figures.opening(scene.tx, scene.programme.id) == paris("2026-10-05 09:00")
    scene.presence("2026-10-01 10:00", "2026-10-01 11:00")
    assert figures.opening(scene.tx, scene.programme.id) == paris("2026-10-01 10:00")
    assert figures.opening(scene.tx, scene.programme.id + 1) is None
