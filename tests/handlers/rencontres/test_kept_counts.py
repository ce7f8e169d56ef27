"""A typed count is kept until it is recorded or given up aloud, at the moment of its message."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from bot.chat import brouillons, words
from storage.models import Outbox, Presence, Rencontre
from tests.handlers.people import MEDIATEUR, MEDIATRICE, Team


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def met(team: Team) -> list[tuple[str, int]]:
    return [(row.public, row.nombre) for row in team.rows(Rencontre) if row.nombre]


def lines(team: Team, *texts: str) -> list[tuple[int, str]]:
    """Each typed ten minutes after the one before; the « ✅ Enregistrer » of each card."""
    buttons = []
    for text in texts:
        team.says(MEDIATRICE, text)
        buttons.append(team.button(MEDIATRICE, "✅ Enregistrer"))
        team.clock.advance(timedelta(minutes=10))
    return buttons


def test_counts_that_wait_are_one_card_which_says_when_and_where_and_is_edited_with_them(
    street: Team,
) -> None:
    first, *_others = lines(street, "2 ados", "3 ados 1 adulte", "4 ados")
    said = street.reads(MEDIATRICE)
    assert "12-17 ans : 9 · 26-59 ans : 1 = <b>10</b>" in said
    assert "📍 Site A, 17 h 04 : 2 · 17 h 14 : 4 · 17 h 24 : 4." in said
    assert [text for text in street.shown(MEDIATRICE) if text == words.ADDED] == [words.ADDED] * 2
    assert street.presses(MEDIATRICE, *first) == words.FURTHER_DOWN
    assert met(street) == [], "a card that shows less records nothing"
    street.edits(MEDIATRICE, "5 ados", written=street.written[MEDIATRICE])
    assert "= <b>11</b>" in street.reads(MEDIATRICE)
    street.taps(MEDIATRICE, "✅ Enregistrer")
    assert met(street) == [("ados", 2), ("ados", 3), ("adultes", 1), ("ados", 5)]
    hours = [row.le.strftime("%H:%M") for row in street.rows(Rencontre)]
    assert hours == ["16:04", "16:14", "16:14", "16:24"]


def test_a_count_put_aside_by_another_entry_can_still_be_pressed_and_counts(street: Team) -> None:
    ((number, data),) = lines(street, "8 ados 3 adultes")
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Éclairage")
    street.presses(MEDIATRICE, number, data)
    assert met(street) == [("ados", 8), ("adultes", 3)]
    assert {row.le for row in street.rows(Rencontre)} == {street.rows(Presence)[0].debut}
    said = street.taps(MEDIATRICE, "⏭ Passer")
    assert "« Signalement » commencée" in said, "the one put aside meanwhile is offered"
    street.says(MEDIATRICE, "👁 Observation")
    street.says(MEDIATRICE, "/annuler")
    assert len([text for text in street.shown(MEDIATRICE) if "la reprendre ?" in text]) == 1


def test_a_count_of_before_the_presence_ended_is_of_that_presence(street: Team) -> None:
    """Typed at 17:50, it reaches us an hour later: the colleague has moved on meanwhile."""
    street.clock.advance(timedelta(minutes=46))
    sent = street.sent()
    street.clock.advance(timedelta(minutes=10))
    street.says(MEDIATEUR, "▶️ Présence")
    street.taps(MEDIATEUR, "🔁 Changer de site", "📍 Site B")
    street.clock.advance(timedelta(minutes=40))
    for text in ("8 ados 3 adultes", "👁 Observation"):
        street.sends(MEDIATRICE, {"text": text, "date": sent})
        if text[0] == "8":
            assert "📍 Site A, 17 h 50." in street.reads(MEDIATRICE)
            street.taps(MEDIATRICE, "✅ Enregistrer")
    assert "<b>Site A</b>" in street.reads(MEDIATRICE), "whatever is said late is said of there"
    filed = {(row.le.timestamp(), row.tranche, row.presence_id) for row in street.rows(Rencontre)}
    assert filed == {(sent, "journee", street.rows(Presence)[0].id)}


def test_a_line_typed_again_is_of_the_moment_of_the_first(street: Team) -> None:
    lines(street, "8 ados")
    street.taps(MEDIATRICE, "✏️ Corriger")
    street.says(MEDIATRICE, "9 ados")
    street.taps(MEDIATRICE, "✅ Enregistrer")
    (row,) = street.rows(Rencontre)
    assert (row.nombre, row.le) == (9, street.rows(Presence)[0].debut)
    shown = street.shown(MEDIATRICE)
    assert not any("Compris : 12-17 ans : 8" in text for text in shown), "no old figure stays"


def test_a_tally_left_open_counts_where_one_now_is(street: Team) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    street.taps(MEDIATRICE, "12-17 ans")
    street.clock.advance(timedelta(minutes=10))
    street.says(MEDIATEUR, "▶️ Présence")
    street.taps(MEDIATEUR, "🔁 Changer de site", "📍 Site B")
    assert "<b>Site B · journée</b>" in street.taps(MEDIATRICE, "12-17 ans")
    sites = [row.site_id for row in street.rows(Rencontre)]
    assert sites == [street.programme.sites["site-a"], street.programme.sites["site-b"]]


def test_a_tally_left_half_way_is_closed_with_its_figure_and_no_button(street: Team) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    street.taps(MEDIATRICE, "12-17 ans", "12-17 ans")
    number, data = street.button(MEDIATRICE, "26-59 ans")
    street.says(MEDIATRICE, "🙋 Sollicitation")
    card = street.phones[MEDIATRICE][number]
    assert card["text"].startswith("👥 Fermé : 2 rencontres gardées.")
    assert "keyboard" not in card
    assert street.presses(MEDIATRICE, number, data) == words.GONE


def test_a_count_deleted_since_is_told_no_more_by_its_card(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados 3 adultes")
    street.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    number = street.latest[MEDIATRICE]
    street.says(MEDIATEUR, "📋 Ma journée")
    street.taps(MEDIATEUR, "↩️ Annuler la dernière", "🗑 Supprimer")
    assert met(street) == [("ados", 8), ("adultes", 3)], "they stay, out of every figure"
    assert all(row.supprimee_le for row in street.rows(Rencontre))
    assert street.phones[MEDIATRICE][number]["text"] == (
        "🗑 Supprimé : 17 h 04 · 8 × 12-17 ans ; 3 × 26-59 ans"
    )


def test_a_count_never_confirmed_is_recalled_then_given_up_aloud(street: Team) -> None:
    ((number, _data),) = lines(street, "8 ados")
    street.says(MEDIATRICE, "🔧 Signalement")
    street.clock.advance(timedelta(hours=17))
    street.rings(partial(brouillons.recall, desk=street.desk))
    street.deliver()
    assert "« Rencontres », commencée" in street.reads(MEDIATRICE)
    street.clock.advance(timedelta(days=7))
    street.rings(partial(brouillons.give_up, desk=street.desk))
    street.deliver()
    assert "est refermée. 👥 Fermé. Rien n'a été noté." in street.reads(MEDIATRICE)
    assert met(street) == []
    assert "keyboard" not in street.phones[MEDIATRICE][number]


def test_a_conflict_that_is_recorded_is_not_offered_again(street: Team) -> None:
    street.says(MEDIATRICE, "⚡ Conflit")
    street.taps(MEDIATRICE, "🕐 En différé", "Habitant", "Bruit", "✅ Oui", "Médiation navette")
    number, _data = street.button(MEDIATRICE, "Demain")
    for _ in range(5):
        street.says(MEDIATRICE, "👥 Rencontres")
        street.says(MEDIATRICE, "/annuler")
    assert not any("la reprendre ?" in text for text in street.shown(MEDIATRICE))
    assert "reste ouvert" in street.phones[MEDIATRICE][number]["text"]


def test_a_second_copy_of_the_card_takes_its_place_once(street: Team) -> None:
    """Telegram may show one card twice (« ↻ »): the pressed one is the card from then on."""
    street.says(MEDIATRICE, "👥 Rencontres")
    first, data = street.button(MEDIATRICE, "12-17 ans")
    copy = first + 1000
    for _ in range(3):
        street.presses(MEDIATRICE, copy, data)
    bared = [
        row.contenu["message_id"]
        for row in street.rows(Outbox)
        if row.contenu.get("method") == "editMessageReplyMarkup"
    ]
    assert bared == [first], "the first copy lost its buttons, and is not written to again"
    assert "12-17 ans · 3" in street.labels(MEDIATRICE)
