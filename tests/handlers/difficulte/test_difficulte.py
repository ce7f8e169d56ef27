"""A difficulty in four taps; the coordination hears of it at once only when asked."""

from __future__ import annotations

from storage.models import Difficulte, Outbox
from storage.models.gestes import QuestionSecurite
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATEUR, MEDIATRICE, Team


def starts(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")


def test_four_taps_and_the_coordination_knows_where_what_and_who_but_no_name(team: Team) -> None:
    starts(team)
    team.says(MEDIATRICE, "➕ Autre")
    assert "appelez d'abord le 17 ou le 112" in team.taps(MEDIATRICE, "🛑 Difficulté")
    said = team.taps(MEDIATRICE, "Insultes", "📞 Oui")
    assert said == (
        "🛑 Noté : insultes, <b>Site A</b>. La coordination est prévenue. "
        "Seules la coordination et votre équipe le voient."
    )
    (row,) = team.rows(Difficulte)
    assert (row.nature, row.prevenue, row.tranche) == ("dp-insultes", True, "journee")
    assert row.presence_id is not None
    assert team.shown(COORDINATION) == [
        "⚠️ Site A, 17 h 04 : difficulté, insultes (Binôme 1). "
        "L'équipe demande que vous le sachiez maintenant. Appelez-la."
    ]


def test_only_noted_it_tells_nobody(team: Team) -> None:
    starts(team)
    team.says(MEDIATRICE, "/difficulte")
    said = team.taps(MEDIATRICE, "Accès empêché", "Non, noter seulement")
    assert "prévenue" not in said
    assert not team.rows(Difficulte)[0].prevenue
    assert team.shown(COORDINATION) == []
    assert not [row for row in team.rows(Outbox) if row.canal == "email"]


def test_without_a_presence_the_site_is_asked_first(team: Team) -> None:
    assert team.says(MEDIATRICE, "/difficulte") == "Sur quel site ?"
    team.taps(MEDIATRICE, "📍 Site B", "Menaces", "Non")
    (row,) = team.rows(Difficulte)
    assert (row.site_id, row.presence_id) == (team.programme.sites["site-b"], None)


def test_one_tap_from_a_running_presence(team: Team) -> None:
    starts(team)
    team.says(MEDIATRICE, "▶️ Présence")
    message, data = team.button(MEDIATRICE, "🛑 Difficulté")
    team.presses(MEDIATRICE, message, data)
    assert "Quelle difficulté ?" in team.reads(MEDIATRICE)


def test_the_binome_reads_it_in_its_day_and_others_do_not(team: Team) -> None:
    starts(team)
    team.says(MEDIATRICE, "/difficulte")
    team.taps(MEDIATRICE, "Repli", "📞 Oui")
    line = "Difficulté : repli de l'équipe, coordination prévenue"
    team.says(MEDIATEUR, "📋 Ma journée")
    assert any(line[:20] in label for label in team.labels(MEDIATEUR))
    team.says(AUTRE_BINOME, "📋 Ma journée")
    assert not any("Difficulté" in label for label in team.labels(AUTRE_BINOME))


def test_one_begun_before_it_was_kept_at_once_is_kept_at_its_end(team: Team) -> None:
    starts(team)
    team.says(MEDIATRICE, "/difficulte")
    team.taps(MEDIATRICE, "Menaces")
    with team.database.transaction() as tx:
        tx.query(QuestionSecurite).delete()
        tx.query(Difficulte).delete()
    team.taps(MEDIATRICE, "📞 Oui")
    assert [row.prevenue for row in team.rows(Difficulte)] == [True]
    assert "difficulté, menaces" in team.reads(COORDINATION)
