"""« Vous êtes en sécurité ? » is never buried: without an answer, somebody is told to call."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handlers.securite.clock import break_silence
from storage.models import Conflit, Difficulte, Outbox
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATEUR, MEDIATRICE, Team

CONFLICT = ("⚡ En direct", "Bruit", "⏭ Passer", "Désamorçage", "Secours")
QUARTER = timedelta(minutes=15)


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def conflict(team: Team) -> None:
    team.says(MEDIATRICE, "⚡ Conflit")
    team.taps(MEDIATRICE, *CONFLICT)


def menace(team: Team) -> None:
    team.says(MEDIATRICE, "/difficulte")
    team.taps(MEDIATRICE, "Menaces")


def rings(team: Team, later: timedelta = QUARTER) -> None:
    team.clock.advance(later)
    for _ in range(2):
        team.rings(break_silence)
    team.deliver()


@pytest.mark.parametrize("noted", [conflict, menace], ids=lambda one: one.__name__)
def test_a_quarter_of_an_hour_of_silence_tells_the_coordination_once(
    street: Team, noted: object
) -> None:
    assert callable(noted)
    noted(street)
    rings(street, QUARTER - timedelta(seconds=1))
    assert street.shown(COORDINATION) == []
    rings(street, timedelta(seconds=1))
    rings(street, timedelta(hours=2))
    (told,) = street.shown(COORDINATION)
    assert "Site A" in told
    assert "personne n'a répondu depuis 15 minutes" in told
    assert len([row for row in street.rows(Outbox) if row.canal == "email"]) == 1
    for who in (MEDIATRICE, MEDIATEUR):
        assert "Sans réponse de votre part, la coordination est prévenue." in street.reads(who)


def test_other_entries_do_not_bury_it_and_its_buttons_stay_alive(street: Team) -> None:
    conflict(street)
    street.clock.advance(timedelta(minutes=6))
    street.says(MEDIATRICE, "8 ados")
    street.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    asked = [one for one in street.shown(MEDIATRICE) if "Vous êtes en sécurité ?" in one]
    assert len(asked) == 2, "once more, below what was noted since, and not at every turn"
    assert street.taps(MEDIATRICE, "✅ Oui") == "✅ C'est noté : vous êtes en sécurité."
    assert street.labels(MEDIATRICE) == ["📞 Prévenir la coordination"]
    rings(street, timedelta(hours=1))
    assert street.shown(COORDINATION) == []


def test_an_answer_may_be_changed_and_the_coordination_follows(street: Team) -> None:
    conflict(street)
    message, data = street.button(MEDIATRICE, "✅ Oui")
    street.taps(MEDIATRICE, "📞 Prévenir")
    assert "secours ou police appelés. Le binôme demande" in street.reads(COORDINATION)
    assert street.presses(AUTRE_BINOME, message, data).startswith("Ce bouton est réservé")
    street.taps(MEDIATRICE, "✅ Oui")
    assert "elle est en sécurité" in street.reads(COORDINATION)


def test_a_difficulty_half_left_is_kept_and_reaches_the_coordination(street: Team) -> None:
    menace(street)
    street.says(MEDIATRICE, "/annuler")
    said = street.shown(MEDIATRICE)
    assert any("Fermé. La difficulté est notée." in one for one in said)
    rings(street)
    assert "difficulté, menaces (Binôme 1)" in street.reads(COORDINATION)
    (row,) = street.rows(Difficulte)
    assert row.prevenue
    assert not any("rien n'en a été enregistré" in one for one in street.shown(MEDIATRICE))


def test_only_noted_it_waits_for_nobody(street: Team) -> None:
    menace(street)
    street.taps(MEDIATRICE, "Non, noter seulement")
    rings(street)
    assert street.shown(COORDINATION) == []


def test_taken_back_it_asks_no_more_and_who_was_told_is_told_so(street: Team) -> None:
    conflict(street)
    street.says(MEDIATRICE, "/annuler_derniere")
    street.taps(MEDIATRICE, "↩️ Oui")
    rings(street)
    assert street.shown(COORDINATION) == []
    menace(street)
    street.taps(MEDIATRICE, "📞 Oui")
    street.says(MEDIATRICE, "/annuler_derniere")
    street.taps(MEDIATRICE, "↩️ Oui")
    assert "L'équipe a annulé cette saisie" in street.reads(COORDINATION)


def test_a_conflict_written_in_one_line_asks_it_too(street: Team) -> None:
    street.says(MEDIATRICE, "bagarre")
    while "✅ Enregistrer" not in street.labels(MEDIATRICE):
        labels = street.labels(MEDIATRICE)
        street.taps(MEDIATRICE, next((one for one in labels if "Secours" in one), labels[0]))
    street.taps(MEDIATRICE, "✅ Enregistrer")
    (row,) = street.rows(Conflit)
    assert row.issue == "secours-police"
    assert any("Vous êtes en sécurité ?" in one for one in street.shown(MEDIATRICE))
    rings(street)
    assert "personne n'a répondu" in street.reads(COORDINATION)
