"""Who is in the street at this minute: one tap, one line for each binôme."""

from __future__ import annotations

from datetime import timedelta

from storage.models import Tableau
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATEUR, MEDIATRICE, Team
from tests.statements import statements

NOW = "🟢 Maintenant"


def lines(team: Team) -> list[str]:
    return team.says(COORDINATION, NOW).split("\n")


def test_before_anybody_came_the_next_slot_is_told_and_who_is_expected(team: Team) -> None:
    title, expected, _other, end = lines(team)
    assert title == "🟢 <b>Maintenant, 17 h 04</b>"
    assert expected.startswith("⚪ Binôme 2 · Site B, prévu de 14 h 00 à 18 h 00 : aucune")
    assert end == (
        "Personne n'est en présence. "
        "Prochain créneau : Binôme 1, Site A, mercredi 18 novembre à 17 h 00."
    )


def test_who_is_there_since_when_what_was_met_and_the_last_sign_of_life(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "8 ados 3 adultes")
    team.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    team.clock.advance(timedelta(minutes=40))
    # A key of the pinned tally, which opens no conversation, is a sign of life too.
    team.taps(MEDIATEUR, "+1 ")
    team.clock.advance(timedelta(minutes=20))
    _title, first, end = lines(team)
    assert first == (
        "🟢 Binôme 1 (Médiatrice, Médiateur) · Site A depuis 17 h 04 · 👥 12 🙋 0 ⚡ 0 🔧 0 "
        "· dernier signe 17 h 44"
    )
    assert end == "1 binôme sur 2 en présence."


def test_a_pause_a_late_end_and_somebody_alone_are_said_as_such(team: Team) -> None:
    team.says(AUTRE_BINOME, "▶️ Présence")
    team.taps(AUTRE_BINOME, "👤 Autre binôme", "Seul", "✅ Démarrer")
    team.clock.advance(timedelta(minutes=26))
    team.says(AUTRE_BINOME, "▶️ Présence")
    team.taps(AUTRE_BINOME, "☕ Pause")
    team.clock.advance(timedelta(hours=2))
    there = next(line for line in lines(team) if "Binôme 2" in line)
    assert there.startswith("☕ Binôme 2 (Autre binôme) · Site B depuis 17 h 04")
    assert "· en pause depuis 17 h 30 · seul·e ·" in there
    assert "⏰ fin prévue à" in there
    team.says(AUTRE_BINOME, "🛑 Difficulté")
    team.taps(AUTRE_BINOME, "Insultes")
    assert "🆘 « Vous êtes en sécurité ? » est sans réponse" in "\n".join(lines(team))


def test_it_is_brought_up_to_date_and_leads_to_the_week_of_everybody(team: Team) -> None:
    lines(team)
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    assert "1 binôme sur 2 en présence." in team.taps(COORDINATION, "🔄 Actualiser")
    assert "<b>En ce moment</b>" in team.taps(COORDINATION, "👀 Qui est là ?")


def test_a_tally_of_before_the_last_sign_was_kept_still_tells_when_it_began(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    with team.database.transaction() as tx:
        for row in tx.query(Tableau):
            row.signe_le = None
    team.clock.advance(timedelta(minutes=3))
    assert "dernier signe 17 h 04" in "\n".join(lines(team))


def test_a_larger_team_costs_no_statement_more(team: Team) -> None:
    counts = []
    for who in (MEDIATRICE, AUTRE_BINOME):
        team.says(who, "▶️ Présence")
        team.taps(who, "✅ Démarrer")
        lines(team)
        with statements(team.database.engine) as asked:
            lines(team)
        counts.append(len(asked))
    assert counts[1] <= counts[0]
