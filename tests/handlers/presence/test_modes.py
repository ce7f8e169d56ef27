"""How the binôme is present: a tournée, a fixed point, at home where the programme allows it."""

from __future__ import annotations

from bot.clock import MovableClock
from storage.dispositif import load, packaged
from storage.machine.db import Database
from storage.models import Presence
from tests.handlers.people import MEDIATRICE, Team, open_team


def test_mons_goes_to_people_s_homes_by_configuration_alone(
    sqlite_database: Database, clock: MovableClock
) -> None:
    team = open_team(sqlite_database, clock, load(packaged("mons")))
    team.says(MEDIATRICE, "▶️ Présence")
    assert "à domicile" in team.taps(MEDIATRICE, "🚶 Mode", "À domicile")
    team.taps(MEDIATRICE, "✅ Démarrer")
    assert [row.mode for row in team.rows(Presence)] == ["domicile"]


def test_amiens_is_about_public_space(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "🚶 Mode")
    assert "À domicile" not in team.labels(MEDIATRICE)
    team.taps(MEDIATRICE, "Point fixe", "✅ Démarrer")
    assert [row.mode for row in team.rows(Presence)] == ["point-fixe"]
