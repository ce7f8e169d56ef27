"""People met: every tap is kept at once, and a typed line once it was read back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Conversation, Rencontre
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATEUR, MEDIATRICE, Team


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def counted(team: Team) -> dict[str, int]:
    return {row.public: row.nombre for row in team.rows(Rencontre) if row.nombre}


def test_the_tally_names_the_site_and_the_period(street: Team) -> None:
    assert "👥 <b>Site A · journée</b>" in street.says(MEDIATRICE, "👥 Rencontres")
    street.clock.advance(timedelta(hours=1))
    assert "Site A · soirée" in street.taps(MEDIATRICE, "12-17 ans")


def test_every_tap_is_kept_at_once_on_one_screen(street: Team) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    number, data = street.button(MEDIATRICE, "12-17 ans")
    street.presses(MEDIATRICE, number, data)
    street.presses(MEDIATRICE, number, data)
    assert counted(street) == {"ados": 2}, "two quick taps on the same screen are two people"
    assert "Total : <b>2</b>" in street.reads(MEDIATRICE)
    assert "12-17 ans · 2" in street.labels(MEDIATRICE)


def test_five_at_once_then_one_less(street: Team) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    street.taps(MEDIATRICE, "Groupe de 5", "26-59 ans", "12-17 ans", "↩️ −1")
    assert counted(street) == {"adultes": 5}
    street.taps(MEDIATRICE, "↩️ −1")
    assert counted(street) == {"adultes": 4}


def test_one_less_of_what_the_other_one_deleted_takes_nothing_more(street: Team) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    street.taps(MEDIATRICE, "26-59 ans", "12-17 ans", "12-17 ans")
    street.says(MEDIATEUR, "📋 Ma journée")
    street.taps(MEDIATEUR, "17 h 04 · 2 × 12-17 ans", "🗑 Supprimer")
    street.taps(MEDIATRICE, "↩️ −1")
    assert "Total : <b>1</b>" in street.reads(MEDIATRICE)
    assert "12-17 ans · 0" in street.labels(MEDIATRICE)
    assert "26-59 ans · 1" in street.labels(MEDIATRICE)


def test_one_less_than_nothing_is_nothing(street: Team) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    said = street.taps(MEDIATRICE, "↩️ −1")
    assert said.startswith("⚠️ Ce n'est pas possible à cette étape.")
    assert counted(street) == {}


def test_the_period_changes_under_a_tally_that_goes_on(street: Team) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    street.taps(MEDIATRICE, "12-17 ans")
    street.clock.advance(timedelta(hours=1))
    street.taps(MEDIATRICE, "12-17 ans")
    kept = {(row.tranche, row.nombre) for row in street.rows(Rencontre)}
    assert kept == {("journee", 1), ("soiree", 1)}


def test_finished_with_nobody_asks_nothing_more(street: Team) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    said = street.taps(MEDIATRICE, "✅ Fini")
    assert said == ("👥 0 rencontre enregistrée. Depuis le début de la présence : 0.")


def test_first_timers_are_a_share_of_this_count_alone(street: Team) -> None:
    for label in ("La moitié", "Aucune"):
        street.says(MEDIATRICE, "👥 Rencontres")
        street.taps(MEDIATRICE, "12-17 ans", "✅ Fini", label)
    assert [row.premiere_fois for row in street.rows(Rencontre)] == [50, 0]


def test_a_line_typed_from_nowhere_is_read_back_before_it_counts(street: Team) -> None:
    said = street.says(MEDIATRICE, "8 ados et trois adultes zorbs")
    assert "12-17 ans : 8 · 26-59 ans : 3 = <b>11</b>" in said
    assert "Non compris : « zorbs »" in said
    assert counted(street) == {}
    said = street.taps(MEDIATRICE, "✅ Enregistrer")
    assert counted(street) == {"ados": 8, "adultes": 3}
    assert said == "11 rencontres notées. Combien pour la première fois ?"


def test_a_typed_line_is_corrected_by_typing_again(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados")
    street.taps(MEDIATRICE, "✏️ Corriger")
    street.says(MEDIATRICE, "9 ados")
    street.taps(MEDIATRICE, "✅ Enregistrer")
    assert counted(street) == {"ados": 9}


def test_taps_and_a_typed_line_add_up(street: Team) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    street.taps(MEDIATRICE, "12-17 ans")
    street.says(MEDIATRICE, "3 adultes")
    said = street.taps(MEDIATRICE, "✅ Enregistrer")
    assert said.startswith("4 rencontres notées.")
    assert "4 rencontres enregistrées" in street.taps(MEDIATRICE, "⏭ Passer")


def test_words_that_count_nobody_are_said_not_to_be_understood(street: Team) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    assert "Écrivez par exemple « 8 ados 3 adultes »" in street.says(MEDIATRICE, "beaucoup")
    assert counted(street) == {}


def test_a_line_too_long_to_be_a_count_is_refused_whole(street: Team) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    said = street.says(MEDIATRICE, "8 ados " + "x " * 2000)
    assert said.startswith("⚠️ C'est trop long : 280 caractères au plus")
    assert counted(street) == {}


def test_leaving_keeps_what_is_counted_and_says_so(street: Team) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    street.taps(MEDIATRICE, "12-17 ans")
    assert "👥 Fermé : 1 rencontre gardée." in street.says(MEDIATRICE, "/annuler")
    assert counted(street) == {"ados": 1}


def test_a_line_cancelled_before_it_is_confirmed_notes_nothing_and_says_so(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados")
    assert street.taps(MEDIATRICE, "✖️") == "👥 Fermé. Rien n'a été noté."
    assert counted(street) == {}


def test_without_a_presence_the_site_is_asked_first(team: Team) -> None:
    assert team.says(AUTRE_BINOME, "👥 Rencontres") == "Sur quel site ?"
    assert "Site B" in team.taps(AUTRE_BINOME, "📍 Site B")
    team.taps(AUTRE_BINOME, "Commerçant·e", "✅ Fini", "⏭ Passer")
    (row,) = team.rows(Rencontre)
    assert (row.site_id, row.presence_id) == (team.programme.sites["site-b"], None)


def test_a_typed_line_without_a_presence_waits_for_its_site(team: Team) -> None:
    assert team.says(MEDIATRICE, "8 ados") == "Sur quel site ?"
    assert "12-17 ans : 8 = <b>8</b>" in team.taps(MEDIATRICE, "📍 Site B")
    team.taps(MEDIATRICE, "✅ Enregistrer")
    assert counted(team) == {"ados": 8}


def test_only_mediators_count(team: Team) -> None:
    assert "Touchez un bouton du clavier" in team.says(COORDINATION, "8 ados")
    assert team.rows(Conversation) == []
