"""A site in intervention where nobody came this week: told on Friday, once."""

from __future__ import annotations

import html
from datetime import UTC, datetime

import pytest

from handlers.intervention.feature import FEATURE
from storage.models import Outbox
from tests.handlers.hors_terrain.test_hors_terrain import works
from tests.handlers.people import COORDINATION, Team

FRIDAY = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
"""8:00 in Paris."""


def warned(team: Team, moment: datetime) -> list[str]:
    """The clock rings twice at that instant; what was ever told of empty sites, on the phone."""
    team.clock.set(moment)
    for _ in range(2):
        team.rings(FEATURE.clocks["sites without anyone this week"])
    rows = [one for one in team.rows(Outbox) if one.cle.startswith("sans_presence:")]
    return [html.unescape(one.contenu["text"]) for one in rows if one.canal == "telegram"]


def test_it_is_told_on_friday_once_with_what_is_still_planned(team: Team) -> None:
    works(team, team.clock.now(), 1)
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "Cette semaine", "↩️ Annuler", "jeu. 19, 17 h – 21 h, Site C", "Météo")
    assert warned(team, FRIDAY.replace(hour=6, minute=59)) == []
    (told,) = warned(team, FRIDAY)
    assert told == (
        "⚠️ Aucune présence notée depuis lundi :\n"
        "• Site B : un passage reste prévu samedi 21 novembre à 14 h 00.\n"
        "• Site C : rien n'est prévu d'ici dimanche. Ajoutez un créneau dans 🗓 Planning."
    )
    assert warned(team, FRIDAY.replace(day=22, hour=20)) == [told]
    (letter,) = [one for one in team.rows(Outbox) if one.cle.endswith("2026-W47:courriel")]
    assert letter.contenu["subject"] == "Sites sans présence cette semaine"


def test_the_next_week_is_told_on_its_own_friday(team: Team) -> None:
    assert len(warned(team, FRIDAY)) == 1
    assert len(warned(team, FRIDAY.replace(day=24))) == 1
    assert len(warned(team, FRIDAY.replace(day=27))) == 2


def test_a_machine_off_on_friday_tells_it_on_sunday(team: Team) -> None:
    (told,) = warned(team, FRIDAY.replace(day=22, hour=20))
    assert "Site A : rien n'est prévu d'ici dimanche" in told


@pytest.mark.parametrize(
    ("moment", "sites"),
    [
        (datetime(2026, 10, 9, 8, tzinfo=UTC), {"Site A"}),
        (datetime(2026, 10, 16, 8, tzinfo=UTC), {"Site A", "Site B"}),
        (datetime(2027, 1, 8, 8, tzinfo=UTC), {"Site B", "Site C"}),
        (datetime(2027, 1, 22, 8, tzinfo=UTC), set()),
    ],
)
def test_only_sites_in_intervention_are_told(
    team: Team, moment: datetime, sites: set[str]
) -> None:
    told = "".join(warned(team, moment))
    assert {one for one in ("Site A", "Site B", "Site C") if one in told} == sites
