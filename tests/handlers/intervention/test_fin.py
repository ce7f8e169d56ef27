"""An intervention that ended: nothing goes on as if it ran, and what is due after it is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.app import timetable
from bot.casework.grille.vue import grid, in_chat
from bot.domain.semaine import Semaine
from storage import planning
from storage.models import Outbox
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATEUR, MEDIATRICE, Team


def rings_all(team: Team, moment: datetime) -> list[str]:
    """Every task of the clock at that instant; what was posted by them, oldest first."""
    team.clock.set(moment)
    before = len(team.rows(Outbox))
    team.rings(*(job.does for job in timetable(team.desk)))
    return [row.contenu.get("text", "") for row in team.rows(Outbox)[before:]]


def end_site_a(team: Team) -> str:
    team.says(COORDINATION, "/interventions")
    return team.taps(COORDINATION, "⏹ Terminer", "Site A", "Mardi 17", "✅ Confirmer")


def test_once_it_ended_nothing_is_planned_proposed_nor_asked_there(team: Team) -> None:
    """Site A is planned every evening from Monday to Saturday; it ends on Tuesday the 17th."""
    end_site_a(team)
    tomorrow = datetime(2026, 11, 18, 16, 0, tzinfo=UTC)
    asked = rings_all(team, tomorrow)
    assert not any("Site A" in one and "Vous démarrez" in one for one in asked)
    morning = rings_all(team, tomorrow + timedelta(hours=16, minutes=31))
    assert not any("Site A" in one and "Pourquoi" in one for one in morning)
    with team.database.transaction() as tx:
        coming = planning.week_slots(tx, team.programme, Semaine(date(2026, 11, 23)))
        seen = in_chat(grid(tx, team.programme, Semaine(date(2026, 11, 23)), team=False))
    assert {slot.site for slot in coming} == {"site-b", "site-c"}
    assert "médiateurs de rue" in seen
    assert "\nlundi 23 :" not in seen
    team.says(COORDINATION, "/planning")
    said = team.taps(COORDINATION, "La semaine prochaine")
    assert "<b>Site A</b> : 0 h 00 (rien de prévu)" in said
    team.says(COORDINATION, "/planning")
    team.taps(COORDINATION, "La semaine prochaine", "➕", "Binôme 1", "Site A", "Mardi 24")
    team.says(COORDINATION, "17h-21h")
    said = team.taps(COORDINATION, "📆 Seulement")
    assert "⚠️ Site A : aucune intervention n'y est décidée ce jour-là." in said
    assert "mardi 24 novembre, 17 h – 21 h, Site A" in team.reads(MEDIATEUR)
    asked = rings_all(team, datetime(2026, 11, 24, 16, 0, tzinfo=UTC))
    assert any("Site A" in one and "Vous démarrez" in one for one in asked), "it was meant"
    team.deliver()
    team.taps(MEDIATRICE, "✅ Démarrer")
    said = "⚠️ Site A : aucune intervention n'y est décidée. C'est noté quand même."
    assert any(said in one for one in team.shown(MEDIATRICE))
    team.says(AUTRE_BINOME, "▶️ Présence")
    team.taps(AUTRE_BINOME, "📍 Autre site", "📍 Site C", "✅ Démarrer")
    team.says(AUTRE_BINOME, "▶️ Présence")
    assert said in team.taps(AUTRE_BINOME, "🔁 Changer de site", "📍 Site A")
