"""One's own message edited: the record follows, and the answer says what changed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.chat import words
from storage.models import Audit, Observation, Rencontre, Signalement
from tests.handlers.people import MEDIATRICE, Team


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def noted(team: Team, text: str) -> tuple[int, int]:
    """The message that was typed and confirmed."""
    team.says(MEDIATRICE, text)
    written = team.written[MEDIATRICE]
    sends = "✅ Envoyer" in team.labels(MEDIATRICE)
    team.taps(MEDIATRICE, "✅ Envoyer" if sends else "✅ Enregistrer")
    return written


def counted(team: Team) -> dict[str, int]:
    return {row.public: row.nombre for row in team.rows(Rencontre) if not row.supprimee_le}


def test_a_count_follows_and_the_value_before_is_kept(street: Team) -> None:
    noted(street, "8 ados 3 adultes, calme")
    assert street.edits(MEDIATRICE, "9 ados 3 adultes, calme") == "✏️ Corrigé : 8 → 9 ados."
    assert counted(street) == {"ados": 9, "adultes": 3}
    (kept,) = [row for row in street.rows(Audit) if row.acte == "corriger_texte"]
    assert (kept.objet, kept.detail) == ("rencontre", "8 × 12-17 ans")


def test_a_typed_tally_follows_too(street: Team) -> None:
    noted(street, "8 ados 3 adultes")
    street.taps(MEDIATRICE, "⏭ Passer")
    said = street.edits(MEDIATRICE, "8 ados 2 seniors")
    assert said == "✏️ Corrigé : 26-59 ans : 3 → 0 · 0 → 2 seniors."
    assert counted(street) == {"ados": 8, "seniors": 2}
    assert len({row.presence_id for row in street.rows(Rencontre)}) == 1


def test_the_card_of_a_message_that_was_edited_keeps_no_old_figure(street: Team) -> None:
    noted(street, "8 ados")
    asks, data = street.button(MEDIATRICE, "La moitié")
    street.edits(MEDIATRICE, "9 ados")
    assert street.phones[MEDIATRICE][asks]["text"].startswith("9 rencontres notées.")
    street.presses(MEDIATRICE, asks, data)
    street.edits(MEDIATRICE, "4 ados")
    assert street.phones[MEDIATRICE][asks]["text"] == ("✅ <b>Enregistré :</b>\n4 × 12-17 ans")
    noted(street, "7 adultes, calme")
    card = street.latest[MEDIATRICE]
    street.edits(MEDIATRICE, "6 adultes, calme")
    assert "6 × 26-59 ans\nObservation" in street.phones[MEDIATRICE][card]["text"]


def test_edited_twice_it_follows_twice(street: Team) -> None:
    noted(street, "8 ados, calme")
    street.edits(MEDIATRICE, "8 ados 2 seniors, calme")
    assert street.edits(MEDIATRICE, "8 ados 4 seniors, calme") == "✏️ Corrigé : 2 → 4 seniors."
    assert counted(street) == {"ados": 8, "seniors": 4}


def test_ambiance_place_and_hour_follow(street: Team) -> None:
    noted(street, "8 ados, calme")
    street.clock.advance(timedelta(hours=2))
    said = street.edits(MEDIATRICE, "à 18h30 8 ados au square, tendu, musique à fond")
    assert said == (
        "✏️ Corrigé : ambiance : apaisée → tendue · mésusages : nuisances sonores · "
        "Site A → Site B · 17 h 04 → 18 h 30."
    )
    (seen,) = street.rows(Observation)
    assert (seen.ambiance, seen.tranche) == (2, "soiree")
    assert {row.site_id for row in street.rows(Rencontre)} == {street.programme.sites["site-b"]}
    assert {row.presence_id for row in street.rows(Rencontre)} == {None}, "not met on Site A"


def test_another_day_is_said_with_its_name_and_leaves_the_presence(street: Team) -> None:
    noted(street, "8 ados, calme")
    said = street.edits(MEDIATRICE, "8 ados, calme, hier 19h")
    assert said == ("✏️ Corrigé : mardi 17 novembre, 17 h 04 → lundi 16 novembre, 19 h 00.")
    assert [row.presence_id for row in street.rows(Rencontre)] == [None]


def test_what_a_correction_does_not_take_is_given_back(street: Team) -> None:
    noted(street, "8 ados, calme")
    said = street.edits(MEDIATRICE, "7 ados, calme, trululu")
    assert said == "✏️ Corrigé : 8 → 7 ados.\nNon compris : « trululu »."


@pytest.mark.parametrize(
    ("text", "doubt"),
    [("8 ados, calme, 19h", "19 h 00 (pas encore passé)"), ("4-5 ados calme", "4-5 ados"),
     ("xado calme", "xado"), ("8 ados square Montaigne", "square Montaigne"),
     ("hier 8 ados calme", "hier"), ("8 ados site A, 2 site B", "Site B »")],
)  # fmt: skip
def test_an_edit_that_is_read_less_well_changes_nothing_and_says_so(
    street: Team, text: str, doubt: str
) -> None:
    noted(street, "8 ados, calme")
    said = street.edits(MEDIATRICE, text)
    assert said.startswith("Je ne suis pas sûr de votre nouveau texte")
    assert doubt in said
    assert counted(street) == {"ados": 8}


def test_what_is_no_longer_said_is_taken_away(street: Team) -> None:
    noted(street, "8 ados, calme")
    assert street.edits(MEDIATRICE, "8 ados") == "✏️ Corrigé : observation retirée."
    assert street.rows(Observation)[0].supprimee_le is not None


def test_nothing_changed_is_said(street: Team) -> None:
    noted(street, "8 ados, calme")
    assert "Rien n'a changé" in street.edits(MEDIATRICE, "8 ados, tranquille")


def test_new_words_that_say_nothing_change_nothing(street: Team) -> None:
    noted(street, "8 ados, calme")
    assert "n'ai pas compris votre nouveau texte" in street.edits(MEDIATRICE, "zorbs")
    assert counted(street) == {"ados": 8}


def test_a_service_that_has_it_is_not_called_back_in_silence(street: Team) -> None:
    noted(street, "3 ados, lampadaire HS devant le 12")
    said = street.edits(MEDIATRICE, "3 ados, lampadaire HS devant le 14")
    assert said.startswith("🔧 V-0001 est déjà chez le service")
    assert "📋 Ma journée" in said
    assert street.rows(Signalement)[0].lieu == "devant le 12"


def test_a_defect_added_by_an_edit_is_never_sent_in_silence(street: Team) -> None:
    noted(street, "3 ados, calme")
    said = street.edits(MEDIATRICE, "4 ados, calme, lampadaire HS")
    assert said.startswith("✏️ Corrigé : 3 → 4 ados.")
    assert "Aucun signalement n'est parti" in said
    assert street.rows(Signalement) == []


def test_after_seven_days_it_is_refused_and_said(street: Team) -> None:
    written = noted(street, "8 ados, calme")
    street.clock.advance(timedelta(days=7, minutes=1))
    said = street.edits(MEDIATRICE, "9 ados, calme", written=written)
    assert said.startswith("Cette saisie a plus de sept jours")
    assert counted(street) == {"ados": 8}


@pytest.mark.parametrize("first", ["8 ados", "8 ados, calme"])
def test_a_card_still_open_is_read_again_in_place(street: Team, first: str) -> None:
    street.says(MEDIATRICE, first)
    screens = len(street.shown(MEDIATRICE))
    said = street.edits(MEDIATRICE, first.replace("8", "9"))
    assert "12-17 ans : 9" in said
    assert len(street.shown(MEDIATRICE)) == screens
    street.taps(MEDIATRICE, "✅ Enregistrer")
    assert counted(street) == {"ados": 9}
    street.edits(MEDIATRICE, first.replace("8", "7"))
    assert counted(street) == {"ados": 7}


def test_a_count_that_says_more_once_edited_gets_the_card_of_an_entry(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados")
    assert "Ambiance : apaisée" in street.edits(MEDIATRICE, "8 ados, calme")
    street.taps(MEDIATRICE, "✅ Enregistrer")
    assert counted(street) == {"ados": 8}


def test_an_open_card_stays_when_its_new_words_say_nothing(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados, calme")
    assert street.edits(MEDIATRICE, "zorbs") == words.EDITED_UNREAD


def test_an_answer_in_a_conversation_keeps_its_words(street: Team) -> None:
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Tag")
    street.says(MEDIATRICE, "sous le porche")
    assert street.edits(MEDIATRICE, "sous le pont") == words.EDITED


def test_a_row_deleted_by_hand_stays_deleted(street: Team) -> None:
    written = noted(street, "8 ados, calme")
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "17 h 04 · 8 × 12-17 ans", "🗑 Supprimer")
    said = street.edits(MEDIATRICE, "9 ados, tendu", written=written)
    assert said == "✏️ Corrigé : ambiance : apaisée → tendue."
    assert counted(street) == {}
    assert [row.ambiance for row in street.rows(Observation)] == [2]
