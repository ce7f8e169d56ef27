"""What is decided changes the planning and the due dates the same day, and says so (B12)."""

from __future__ import annotations

from datetime import date

from bot.clock import MovableClock
from storage import planning
from storage.echeancier import lignes
from storage.machine.db import Database
from storage.work import Work
from tests.handlers.document.bilan import bilan
from tests.handlers.people import COORDINATION, MEDIATRICE, Team, open_team
from tests.storage.dispositif_cast import example


def slots(team: Team, site: str, first: date, last: date) -> int:
    with team.database.transaction() as tx:
        found = planning.slots_between(tx, team.programme, first, last)
        return sum(one.site == site and not one.annule for one in found)


def dues(team: Team, site: str) -> dict[str, date]:
    """Of the intervention under way there, by rule."""
    with team.database.transaction() as tx:
        every = lignes.datees(Work(tx, team.programme, team.clock.now()))
        return {one.regle: one.terme for one in every if one.site == site}


def test_a_renewal_goes_on_at_once_and_an_end_stops_at_once(team: Team) -> None:
    after = date(2027, 1, 6), date(2027, 4, 5)
    assert slots(team, "site-a", *after) == 0
    bilan(team)
    team.says(COORDINATION, "/interventions")
    said = team.taps(COORDINATION, "🔁 Renouveler", "Site A", "Mardi", "3 mois", "✅ Confirmer")
    assert "intervention renouvelée jusqu'au" in said
    assert "Au planning, sur cette période : " in said
    assert slots(team, "site-a", *after) > 10
    assert dues(team, "site-a")["fin"] == date(2027, 4, 5)
    assert "🗓 <b>Le planning</b>" in team.taps(COORDINATION, "🗓 Changer le planning")
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "⏹ Terminer", "Site A", "Mercredi 18", "✅ Confirmer")
    assert "se termine le 18 novembre 2026" in team.reads(MEDIATRICE)
    assert slots(team, "site-a", date(2026, 11, 19), date(2027, 4, 5)) == 0
    assert dues(team, "site-a")["fin"] == date(2026, 11, 18)


def test_a_site_that_opens_without_a_slot_says_so(
    sqlite_database: Database, clock: MovableClock
) -> None:
    config = example("amiens")
    team = open_team(sqlite_database, clock, config.model_copy(update={"creneaux": ()}))
    team.says(COORDINATION, "/interventions")
    team.taps(COORDINATION, "➕ Ouvrir", "📍 Site A", "Mardi 17", "Préventive")
    team.says(COORDINATION, "Apaiser les abords.")
    said = team.taps(COORDINATION, "✅ Ouvrir")
    assert "⚠️ Aucun créneau n'y est prévu sur cette période : ajoutez-en au planning." in said
    assert "🗓 Changer le planning" in team.labels(COORDINATION)
