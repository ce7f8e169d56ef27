"""Hours for N+3: the intervention is over, what is planned then is for its measure (§4.5)."""

from __future__ import annotations

from datetime import UTC, datetime

from storage.echeancier import lignes
from storage.work import Work
from tests.handlers.people import COORDINATION, Team


def watched(team: Team) -> list[str]:
    with team.database.transaction() as tx:
        every = lignes.toutes(Work(tx, team.programme, team.clock.now()))
        return [one.quoi for one in every if one.regle == "heures-n3" and one.site == "site-a"]


def test_hours_are_asked_for_until_each_period_has_a_slot(team: Team) -> None:
    team.clock.set(datetime(2027, 3, 29, 8, tzinfo=UTC))
    (said,) = watched(team)
    assert said == (
        "aucune heure réservée pour la mesure N+3 (journée, soirée, week-end), dès le 05/04"
    )
    for jour, heures in (
        ("Mardi 6", "10h-12h"),
        ("Mercredi 7", "18h-20h"),
        ("Samedi 10", "15h-17h"),
    ):
        team.says(COORDINATION, "/planning")
        team.taps(COORDINATION, "La semaine prochaine", "➕", "Binôme 1", "Site A", jour)
        team.says(COORDINATION, heures)
        said = team.taps(COORDINATION, "📆 Seulement")
        assert "📐 Pour la mesure N+3" in said
    assert watched(team) == []
