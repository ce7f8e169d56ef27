"""An answer about a relais is taken back, by its button or as the last deed, never twice."""

from __future__ import annotations

import pytest

from storage.machine.outbox import SENT
from storage.models import Outbox, Relais
from tests.handlers.people import AUTRE_BINOME, MEDIATEUR, MEDIATRICE, Team
from tests.handlers.relais.cast import hands_over, morning, only, planned, starts, story


@pytest.fixture
def street(team: Team) -> Team:
    return starts(team)


def standing(relais: Relais) -> tuple[object, ...]:
    return (
        *(relais.statut, relais.partenaire, relais.sans_nouvelles, relais.verifier_le),
        *(relais.effectif_le, relais.clos_le, relais.rdv_le, relais.demande_le),
    )


ANSWERS = (
    "✅ Pris en charge",
    "📅 RDV fixé",
    "⏳ Pas de nouvelles",
    "🚶 N'y est pas allé",
    "🙅 Ne souhaite plus",
    "🚫 Refus, hors critères",
    "⏭ Plus tard",
)


def test_every_answer_is_taken_back_by_its_button_and_the_question_comes_again(
    street: Team,
) -> None:
    hands_over(street)
    morning(street, 7)
    before = standing(only(street))
    for answer in ANSWERS:
        street.taps(MEDIATRICE, answer)
        assert standing(only(street)) != before
        said = street.taps(MEDIATRICE, "↩️ Annuler R-0001")
        assert said.startswith("↩️ Annulé : R-0001")
        assert said.endswith("Où en est-on ?")
        assert standing(only(street)) == before, answer
        assert story(street)[-1] == ("defaire", "transmis", "mediateur")


def test_the_third_silence_is_taken_back_with_the_closing_that_it_brought(street: Team) -> None:
    hands_over(street)
    for _ in range(3):
        morning(street, 7)
        before = standing(only(street))
        street.taps(MEDIATRICE, "⏳ Pas de nouvelles")
    assert only(street).statut == "sans-nouvelles-clos"
    street.taps(MEDIATRICE, "↩️ Annuler R-0001")
    assert standing(only(street)) == before


def test_annuler_la_derniere_follows_the_order_of_deeds(street: Team) -> None:
    """Not that of hours noted: the answer was given after the count, about an older thing."""
    hands_over(street)
    morning(street, 7)
    street.says(MEDIATRICE, "8 ados")
    street.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    street.says(MEDIATEUR, "/relais")
    street.taps(MEDIATEUR, "⏰ R-0001", "🙅 Ne souhaite plus")
    said = street.says(MEDIATRICE, "/annuler_derniere")
    assert "R-0001" in said
    assert "Ne souhaite plus" in said
    street.taps(MEDIATRICE, "↩️ Oui")
    assert only(street).statut == "transmis"
    assert "8 × 12-17 ans" in street.says(MEDIATRICE, "/annuler_derniere")


def test_what_changed_since_is_not_taken_back_behind_its_back(street: Team) -> None:
    hands_over(street)
    morning(street, 7)
    street.taps(MEDIATRICE, "📅 RDV fixé")
    message, data = street.button(MEDIATRICE, "↩️ Annuler R-0001")
    morning(street, 7)
    street.taps(MEDIATEUR, "✅ Pris en charge")
    assert "a changé depuis" in street.presses(MEDIATRICE, message, data)
    assert street.presses(AUTRE_BINOME, message, data).startswith("Ce bouton est réservé")
    assert only(street).statut == "pris-en-charge"
    street.taps(MEDIATEUR, "↩️ Annuler R-0001")
    street.presses(MEDIATRICE, message, data)
    assert only(street).statut == "transmis"
    assert street.presses(MEDIATRICE, message, data) == "C'était déjà annulé."


def test_another_partner_s_letter_is_kept_back_or_said_to_have_left(street: Team) -> None:
    hands_over(street)
    morning(street, 7)
    for left in (False, True):
        street.taps(MEDIATRICE, "↪️ Réorienter", "CCAS", "✅ Oui")
        with street.database.transaction() as tx:
            for row in tx.query(Outbox).filter_by(canal="email") if left else ():
                row.etat = SENT
        said = street.taps(MEDIATRICE, "↩️ Annuler R-0001")
        assert ("Le courriel envoyé à CCAS est déjà parti" in said) is left
        assert only(street).partenaire == "pa-mission-locale"
    letters = [one.adresse for one in street.rows(Outbox) if one.canal == "email"]
    assert letters == ["mission-locale@amiens.example.org", "ccas@amiens.example.org"]


def test_a_delay_chosen_at_the_end_of_the_entry_is_taken_back(street: Team) -> None:
    hands_over(street)
    before = planned(street)
    street.taps(MEDIATRICE, "Pas de suivi")
    assert planned(street) == "jamais"
    street.taps(MEDIATRICE, "↩️ Annuler R-0001")
    assert planned(street) == before


def test_after_seven_days_the_coordination_is_named(street: Team) -> None:
    hands_over(street)
    morning(street, 7)
    street.taps(MEDIATRICE, "🙅 Ne souhaite plus")
    message, data = street.button(MEDIATRICE, "↩️ Annuler R-0001")
    morning(street, 8)
    assert "demandez à la coordination" in street.presses(MEDIATRICE, message, data)
    assert only(street).statut == "ne-souhaite-plus"


def test_sent_on_to_another_partner_it_bears_what_is_needed_there(street: Team) -> None:
    relais = hands_over(street)
    morning(street, 7)
    street.taps(MEDIATRICE, "↪️ Réorienter", "Aide aux victimes")
    assert street.labels(MEDIATRICE)[0] == "✅ Oui : aide aux victimes"
    said = street.taps(MEDIATRICE, "✅ Oui : aide aux victimes")
    assert f"Donnez le mot {relais.mot} à la personne" in said
    letter = [one for one in street.rows(Outbox) if one.canal == "email"][-1]
    assert letter.contenu["subject"] == "[R-0001] Relais : aide aux victimes"
    street.taps(MEDIATRICE, "↩️ Annuler R-0001")
    assert only(street).domaine == "emploi"


def test_deleting_what_a_partner_has_already_read_says_so(street: Team) -> None:
    hands_over(street)
    with street.database.transaction() as tx:
        for row in tx.query(Outbox).filter_by(canal="email"):
            row.etat = SENT
    street.says(MEDIATRICE, "/annuler_derniere")
    street.taps(MEDIATRICE, "↩️ Oui")
    assert any("envoyé à Mission locale est déjà parti" in one for one in street.shown(MEDIATRICE))
