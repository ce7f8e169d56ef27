"""An observation: three taps at least, seven with three uses, nothing lost on the way."""

from __future__ import annotations

import pytest

from bot.clock import MovableClock
from storage.machine.db import Database
from storage.models import Note, Observation
from tests.handlers.people import AUTRE_BINOME, MEDIATEUR, MEDIATRICE, Team, mons, open_team


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def noted(team: Team) -> Observation:
    (row,) = team.rows(Observation)
    return row


def test_three_taps_keep_ambiance_and_frequentation(street: Team) -> None:
    street.says(MEDIATRICE, "👁 Observation")
    said = street.taps(MEDIATRICE, "🙂 4", "Moyenne")
    assert "Déjà noté : ambiance apaisée, fréquentation moyenne" in said
    row = noted(street)
    assert (row.ambiance, row.frequentation, row.presence_id) == (4, 2, 1)
    assert row.tranche == "journee"


def test_leaving_half_way_says_what_is_kept(street: Team) -> None:
    street.says(MEDIATRICE, "👁 Observation")
    said = street.taps(MEDIATRICE, "😟 1", "✖️")
    assert said == "👁 Fermé. Ce que vous avez dit est gardé : ambiance très tendue."
    assert noted(street).ambiance == 1
    street.says(MEDIATRICE, "👁 Observation")
    assert street.taps(MEDIATRICE, "⏭ Passer", "✖️") == "👁 Rien n'a été noté."


def test_seven_taps_with_three_uses(street: Team) -> None:
    street.says(MEDIATRICE, "👁 Observation")
    said = street.taps(
        MEDIATRICE,
        *("🙂 4", "Forte", "+ Jeux d'enfants", "+ Présence de familles", "− Dégradations"),
        "✅ Enregistrer",
    )
    assert said.partition("\n")[0] == (
        "👁 Site A : ambiance apaisée, fréquentation forte, + Jeux d'enfants, "
        "+ Présence de familles, − Dégradations. C'est noté."
    )
    row = noted(street)
    assert row.positifs == ["jeux-enfants", "familles"]
    assert row.mesusages == ["degradations"]


def test_the_two_blocks_are_told_apart_and_short_until_all_is_asked(street: Team) -> None:
    street.says(MEDIATRICE, "👁 Observation")
    said = street.taps(MEDIATRICE, "⏭ Passer", "⏭ Passer")
    assert "« + » : un usage positif du lieu. « − » : un mésusage." in said
    labels = street.labels(MEDIATRICE)
    assert sum(label.startswith("+ ") for label in labels) == 8
    assert sum(label.startswith("− ") for label in labels) == 8
    street.taps(MEDIATRICE, "− Dégradations", "Autre…")
    labels = street.labels(MEDIATRICE)
    assert "✔️ − Dégradations" in labels
    assert sum("− " in label for label in labels) == 19
    street.taps(MEDIATRICE, "− Chiens non tenus", "✅ Enregistrer")
    assert noted(street).mesusages == ["degradations", "chiens-non-tenus"]


def test_going_back_corrects_the_same_row(street: Team) -> None:
    street.says(MEDIATRICE, "👁 Observation")
    street.taps(MEDIATRICE, "😟 1", "⬅️ Retour", "😀 5")
    assert noted(street).ambiance == 5


def test_a_word_is_a_note_to_reread_and_waits_for_nobody(street: Team) -> None:
    street.says(MEDIATRICE, "👁 Observation")
    street.taps(MEDIATRICE, "🙂 4", "⏭ Passer", "✅ Enregistrer")
    assert "Compris" in street.says(MEDIATRICE, "8 ados 3 adultes"), "a count is still a count"
    street.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    said = street.taps(MEDIATRICE, "✏️ Un mot ?")
    assert "Sans nom ni détail" in said
    assert "relu avant de quitter l'équipe" in street.says(MEDIATRICE, "Les bancs sont occupés.")
    (note,) = street.rows(Note)
    assert (note.objet, note.objet_id, note.statut) == ("observation", 1, "a_relire")


def test_another_binome_adds_no_word(street: Team) -> None:
    street.says(MEDIATRICE, "👁 Observation")
    street.taps(MEDIATRICE, "🙂 4", "⏭ Passer", "✅ Enregistrer")
    assert street.presses(AUTRE_BINOME, 1, "g:ob:1:mot") == "Cette entrée n'existe plus."


def test_without_a_presence_the_site_is_asked_first(team: Team) -> None:
    assert team.says(MEDIATEUR, "👁 Observation") == "Sur quel site ?"
    team.taps(MEDIATEUR, "📍 Site B", "😐 3", "Désert", "✅ Enregistrer")
    row = noted(team)
    assert row.site_id == team.programme.sites["site-b"]
    assert (row.presence_id, row.frequentation) == (None, 0)


def test_after_twenty_the_most_used_come_first(street: Team) -> None:
    for _ in range(20):
        street.says(MEDIATRICE, "👁 Observation")
        street.taps(MEDIATRICE, "⏭ Passer", "⏭ Passer", "Autre…")
        street.taps(MEDIATRICE, "− Chiens non tenus", "✅ Enregistrer")
    street.says(MEDIATRICE, "👁 Observation")
    street.taps(MEDIATRICE, "⏭ Passer", "⏭ Passer")
    labels = street.labels(MEDIATRICE)
    assert next(label for label in labels if label[0] == "−") == "− Chiens non tenus"


def test_it_is_read_again_in_the_day_and_may_be_deleted(street: Team) -> None:
    street.says(MEDIATRICE, "👁 Observation")
    street.taps(MEDIATRICE, "🙂 4", "⏭ Passer", "✅ Enregistrer")
    assert "17 h 04 · Observation : ambiance apaisée" in street.day(MEDIATRICE)
    street.taps(MEDIATRICE, "17 h 04 · Observation", "🗑 Supprimer")
    assert noted(street).supprimee_le is not None


def test_it_serves_mons_as_well(sqlite_database: Database, clock: MovableClock) -> None:
    team = open_team(sqlite_database, clock, mons())
    team.says(MEDIATRICE, "👁 Observation")
    team.taps(MEDIATRICE, "📍 Site A", "🙂 4", "Faible", "− Jets de détritus", "✅ Enregistrer")
    assert noted(team).mesusages == ["jets-detritus"]
