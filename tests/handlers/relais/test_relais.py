"""A relais followed up: asked at J+7 and J+30, one tap an answer, never a silence as a success."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from storage import relais as rows
from storage.entretien import words_taken_back
from storage.models import Outbox, Relais
from tests.handlers.people import MEDIATEUR, MEDIATRICE, Team
from tests.handlers.relais.cast import (
    hands_over,
    morning,
    only,
    planned,
    rings,
    starts,
    story,
)


@pytest.fixture
def street(team: Team) -> Team:
    return starts(team)


def test_both_mediators_are_asked_at_half_past_nine_on_the_seventh_day(street: Team) -> None:
    relais = hands_over(street)
    morning(street, 6)
    assert "à vérifier" not in street.reads(MEDIATEUR)
    morning(street, 1, time(9, 29))
    assert "à vérifier" not in street.reads(MEDIATEUR)
    morning(street, 0)
    for who in (MEDIATRICE, MEDIATEUR):
        assert street.reads(who) == (
            f"🔁 1 relais à vérifier.\n<b>R-0001 · {relais.mot}</b> · 18-25 ans · "
            "emploi → Mission locale · il y a 7 jours.\nOù en est-on ?"
        )
        assert street.labels(who) == [
            "✅ Pris en charge",
            "📅 RDV fixé",
            "⏳ Pas de nouvelles",
            "🚶 N'y est pas allé",
            "🙅 Ne souhaite plus",
            "🚫 Refus, hors critères",
            "↪️ Réorienter",
            "⏭ Plus tard",
        ]


def test_it_is_asked_once_for_a_due_date_and_never_at_night(street: Team) -> None:
    hands_over(street)
    morning(street, 7, time(22))
    assert "à vérifier" not in street.reads(MEDIATEUR)
    morning(street, 1, time(10))
    before = len(street.shown(MEDIATEUR))
    for _ in range(3):
        rings(street)
    morning(street, 1)
    assert len(street.shown(MEDIATEUR)) == before
    assert "à vérifier" in street.reads(MEDIATEUR)


def test_taken_up_plans_the_thirtieth_day_by_itself_and_one_tap_confirms(street: Team) -> None:
    relais = hands_over(street)
    morning(street, 7)
    said = street.taps(MEDIATRICE, "✅ Pris en charge")
    assert said == (
        f"<b>R-0001 · {relais.mot}</b> : Pris en charge. "
        "Je redemande jeudi 24 décembre : toujours suivi ?"
    )
    assert only(street).effectif_le == street.clock.now()
    morning(street, 30)
    assert "Toujours suivi ?" in street.reads(MEDIATEUR)
    assert street.labels(MEDIATEUR)[:3] == ["✅ Oui", "❌ Non", "❔ Ne sait pas"]
    assert "Toujours suivi (J+30). C'est clos." in street.taps(MEDIATEUR, "✅ Oui")
    row = only(street)
    assert (row.statut, row.clos_le) == ("suivi-confirme", street.clock.now())
    assert story(street) == [
        ("transmettre", "transmis", "mediateur"),
        ("prendre_en_charge", "pris-en-charge", "mediateur"),
        ("confirmer_suivi", "suivi-confirme", "mediateur"),
    ]


def test_no_longer_followed_stays_effective_and_is_not_continuous(street: Team) -> None:
    hands_over(street)
    morning(street, 7)
    street.taps(MEDIATRICE, "✅ Pris en charge")
    morning(street, 30)
    street.taps(MEDIATRICE, "❌ Non")
    row = only(street)
    assert row.statut == "suivi-arrete"
    assert row.effectif_le is not None
    assert row.clos_le is not None


def test_three_times_without_news_closes_it_and_is_no_success(street: Team) -> None:
    hands_over(street)
    for _ in range(3):
        morning(street, 7)
        said = street.taps(MEDIATRICE, "⏳ Pas de nouvelles")
    assert "Clos sans nouvelles. C'est clos." in said
    row = only(street)
    assert (row.statut, row.effectif_le, row.sans_nouvelles) == ("sans-nouvelles-clos", None, 3)
    assert story(street)[-2:] == [
        ("rester_sans_nouvelles", "pas-de-nouvelles", "mediateur"),
        ("clore", "sans-nouvelles-clos", "horloge"),
    ]
    morning(street, 7)
    assert rows_due(street) == []


def test_two_phones_on_one_evening_count_one_silence(street: Team) -> None:
    hands_over(street)
    morning(street, 7)
    street.taps(MEDIATRICE, "⏳ Pas de nouvelles")
    said = street.taps(MEDIATEUR, "⏳ Pas de nouvelles")
    assert "déjà noté, Pas de nouvelles. Je redemande mardi 1er décembre." in said
    assert only(street).sans_nouvelles == 1


def test_nobody_knowing_on_the_thirtieth_day_leaves_it_effective(street: Team) -> None:
    hands_over(street)
    morning(street, 7)
    street.taps(MEDIATRICE, "✅ Pris en charge")
    morning(street, 30)
    for _ in range(3):
        street.taps(MEDIATRICE, "❔ Ne sait pas")
        morning(street, 7)
    row = only(street)
    assert row.statut == "pris-en-charge"
    assert row.effectif_le is not None
    assert row.clos_le is not None


@pytest.mark.parametrize(
    ("label", "statut"),
    [
        ("🚶 N'y est pas allé", "non-presente"),
        ("🙅 Ne souhaite plus", "ne-souhaite-plus"),
        ("🚫 Refus", "hors-criteres"),
    ],
)
def test_one_tap_closes_it(street: Team, label: str, statut: str) -> None:
    hands_over(street)
    morning(street, 7)
    assert "C'est clos." in street.taps(MEDIATRICE, label)
    row = only(street)
    assert (row.statut, row.verifier_le, row.effectif_le) == (statut, None, None)


def test_an_appointment_is_asked_about_a_week_later(street: Team) -> None:
    hands_over(street)
    morning(street, 7)
    street.taps(MEDIATRICE, "📅 RDV fixé")
    assert (only(street).statut, planned(street)) == ("rdv-fixe", "2026-12-01")


def test_later_asks_again_tomorrow(street: Team) -> None:
    hands_over(street)
    morning(street, 7)
    street.taps(MEDIATRICE, "⏭ Plus tard")
    assert (only(street).statut, planned(street)) == ("transmis", "2026-11-25")
    morning(street, 1)
    assert "1 relais à vérifier" in street.reads(MEDIATEUR)


def test_sending_to_another_partner_asks_for_consent_and_begins_again(street: Team) -> None:
    relais = hands_over(street)
    morning(street, 7)
    street.taps(MEDIATRICE, "↪️ Réorienter")
    assert street.labels(MEDIATRICE)[:2] == ["France Travail", "Prévention spécialisée"]
    assert "Mission locale" not in street.labels(MEDIATRICE)
    said = street.taps(MEDIATRICE, "CCAS")
    assert said.endswith("→ CCAS. La personne est d'accord pour ce relais ?")
    street.taps(MEDIATRICE, "✅ Oui")
    row = only(street)
    assert (row.statut, row.partenaire, row.mot) == ("reoriente", "pa-ccas", relais.mot)
    assert planned(street) == "2026-12-01"
    letters = [one.adresse for one in street.rows(Outbox) if one.canal == "email"]
    assert letters == ["mission-locale@amiens.example.org", "ccas@amiens.example.org"]
    morning(street, 7)
    street.taps(MEDIATRICE, "✅ Pris en charge")
    assert only(street).effectif_le is not None


def test_a_new_partner_is_told_nothing_without_consent(street: Team) -> None:
    hands_over(street)
    morning(street, 7)
    street.taps(MEDIATRICE, "↪️ Réorienter", "CCAS", "❌ Non, elle ira seule")
    assert only(street).statut == "ne-souhaite-plus"
    assert len([one for one in street.rows(Outbox) if one.canal == "email"]) == 1


def test_each_answer_brings_the_next_relais_in_the_same_message(street: Team) -> None:
    first, second, third = (hands_over(street).mot for _ in range(3))
    morning(street, 7)
    assert "🔁 3 relais à vérifier" in street.reads(MEDIATRICE)
    before = len(street.shown(MEDIATRICE))
    for answered, following in ((first, second), (second, third)):
        said = street.taps(MEDIATRICE, "✅ Pris en charge")
        assert f"{answered}</b> : Pris en charge." in said
        assert f"{following}</b> · 18-25 ans" in said
    street.taps(MEDIATRICE, "📅 RDV fixé")
    assert len(street.shown(MEDIATRICE)) == before
    assert rows_due(street) == []


def rows_due(team: Team) -> list[int]:
    with team.database.transaction() as tx:
        found = rows.due(tx, team.programme.binomes["binome-1"], team.clock.now())
        return [one.id for one in found]


def test_a_button_elsewhere_lists_what_is_due_and_leaves_its_message(street: Team) -> None:
    hands_over(street)
    morning(street, 7, time(8))
    assert rows_due(street) == [1], "due from the first hour of the day"
    before = street.shown(MEDIATRICE)
    street.presses(MEDIATRICE, 3, "g:rl:0:dus")
    assert street.shown(MEDIATRICE)[: len(before)] == before
    assert "1 relais à vérifier" in street.reads(MEDIATRICE)
    street.taps(MEDIATRICE, "✅ Pris en charge")
    street.presses(MEDIATRICE, 3, "g:rl:0:dus")
    assert street.reads(MEDIATRICE) == "🔁 Aucun relais à vérifier pour l'instant."


def test_the_drawer_lists_the_due_ones_first_and_a_card_has_its_buttons(street: Team) -> None:
    later = hands_over(street).mot
    street.taps(MEDIATRICE, "30 jours")
    due = hands_over(street, "France Travail").mot
    street.clock.advance(timedelta(days=7))
    street.says(MEDIATRICE, "➕ Autre")
    said = street.taps(MEDIATRICE, "🔁 Relais à suivre")
    assert said == "🔁 2 relais ouverts, 1 à vérifier. Lequel ?"
    assert street.labels(MEDIATRICE)[:2] == [
        f"⏰ R-0002 · {due} → France Travail",
        f"R-0001 · {later} → Mission locale, 17/12",
    ]
    street.taps(MEDIATRICE, "⏰ R-0002")
    assert street.labels(MEDIATRICE)[-2:] == ["📄 Fiche du partenaire", "🗑 Supprimer le relais"]
    street.taps(MEDIATRICE, "✅ Pris en charge")
    assert street.rows(Relais)[1].statut == "pris-en-charge"


def test_the_right_to_withdraw_erases_the_word_and_asks_nothing_more(street: Team) -> None:
    relais = hands_over(street)
    street.says(MEDIATRICE, "/relais")
    street.taps(MEDIATRICE, "R-0001", "🗑 Supprimer le relais")
    assert street.taps(MEDIATRICE, "⬅️ Garder").startswith(f"<b>R-0001 · {relais.mot}</b>")
    said = street.taps(MEDIATRICE, "🗑 Supprimer le relais", "🗑 Oui, supprimer")
    assert said == "Le relais R-0001 est supprimé."
    row = only(street)
    assert (row.mot, row.public, row.supprimee_le) == ("", None, street.clock.now())
    assert [one for one in street.rows(Outbox) if one.canal == "email"] == []
    street.rings(words_taken_back)
    assert not [one for one in street.rows(Outbox) if relais.mot in str(one.contenu)]
    morning(street, 7)
    assert "à vérifier" not in street.reads(MEDIATRICE)
    assert street.says(MEDIATRICE, "/relais") == "🔁 Aucun relais ouvert."
