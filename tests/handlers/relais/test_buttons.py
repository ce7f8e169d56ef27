"""Buttons of a relais: whose they are, and which ones its state leaves."""

from __future__ import annotations

import pytest

from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATEUR, MEDIATRICE, Team
from tests.handlers.relais.cast import hands_over, morning, only, planned, starts, story


@pytest.fixture
def street(team: Team) -> Team:
    return starts(team)


def test_a_relais_is_its_own_binome_s_and_no_one_else_s(street: Team) -> None:
    hands_over(street)
    said = street.presses(AUTRE_BINOME, 1, "g:rl:1:pris")
    assert said == "Ce relais appartient à un autre binôme, ou il a été supprimé."
    assert "réservé aux médiateurs" in street.presses(COORDINATION, 1, "g:rl:1:pris")
    street.presses(MEDIATRICE, 1, "g:rl:1:inventer")
    street.presses(MEDIATRICE, 1, "g:rl:1:j.9999")
    street.presses(MEDIATRICE, 1, "g:rl:1:accord.pa-invente")
    assert story(street) == [("transmettre", "transmis", "mediateur")]


def test_an_old_message_cannot_undo_what_is_closed(street: Team) -> None:
    hands_over(street)
    morning(street, 7)
    street.taps(MEDIATRICE, "🙅 Ne souhaite plus")
    assert "déjà noté, Ne souhaite plus" in street.taps(MEDIATEUR, "✅ Pris en charge")
    assert only(street).statut == "ne-souhaite-plus"


def test_a_closed_relais_is_not_sent_to_another_partner(street: Team) -> None:
    hands_over(street)
    morning(street, 7)
    street.taps(MEDIATEUR, "🙅 Ne souhaite plus")
    said = street.taps(MEDIATRICE, "↪️ Réorienter")
    assert "déjà noté, Ne souhaite plus" in said
    assert "CCAS" not in street.labels(MEDIATRICE)


def test_a_choice_of_partner_left_open_is_refused_once_it_is_closed(street: Team) -> None:
    hands_over(street)
    morning(street, 7)
    street.taps(MEDIATRICE, "↪️ Réorienter")
    street.taps(MEDIATEUR, "🙅 Ne souhaite plus")
    assert "déjà noté, Ne souhaite plus" in street.taps(MEDIATRICE, "CCAS")
    assert only(street).partenaire != "pa-ccas"


@pytest.mark.parametrize(
    ("answer", "buttons"),
    [
        ("🙅 Ne souhaite plus", []),
        ("🚶 N'y est pas allé", ["✅ Pris en charge"]),
        ("✅ Pris en charge", ["✅ Oui", "❌ Non", "❔ Ne sait pas", "⏭ Plus tard"]),
    ],
)
def test_a_card_has_the_buttons_of_its_state_and_no_other(
    street: Team, answer: str, buttons: list[str]
) -> None:
    hands_over(street)
    street.says(MEDIATRICE, "/relais")
    street.taps(MEDIATRICE, "R-0001", "🗑 Supprimer le relais")
    morning(street, 7)
    street.taps(MEDIATEUR, answer)
    said = street.taps(MEDIATRICE, "⬅️ Garder")
    always = ["📄 Fiche du partenaire", "🗑 Supprimer le relais"]
    assert street.labels(MEDIATRICE) == [*buttons, *always]
    assert ("C'est clos." in said) is (only(street).clos_le is not None)
    assert "Où en est-on ?" not in said


def test_a_delay_pressed_after_an_answer_changes_nothing(street: Team) -> None:
    hands_over(street)
    street.presses(MEDIATEUR, 1, "g:rl:1:pris")
    said = street.taps(MEDIATRICE, "30 jours")
    assert "déjà noté, Pris en charge. Je redemande jeudi 17 décembre." in said
    assert planned(street) == "2026-12-17"


def test_every_button_fits_in_telegram_s_sixty_four_bytes(street: Team) -> None:
    hands_over(street)
    street.says(MEDIATRICE, "/relais")
    street.taps(MEDIATRICE, "R-0001", "↪️ Réorienter")
    assert max(len(one.slug) for one in street.programme.config.annuaire) <= 32
    assert len(f"g:rl:{10**10}:accord.{'x' * 32}".encode()) <= 64
    assert len(street.labels(MEDIATRICE)) == len(street.programme.config.annuaire)
