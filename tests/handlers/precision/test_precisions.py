"""What an entry says besides its questions: a default on its card, changed by one tap."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from storage.machine.db import Database
from storage.models import Audit, Sollicitation
from tests.handlers.mons import mons_team
from tests.handlers.people import AUTRE_BINOME, MEDIATEUR, MEDIATRICE, Team


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    return team


def noted(team: Team, *labels: str) -> str:
    team.says(MEDIATRICE, labels[0])
    return team.taps(MEDIATRICE, *labels[1:])


def test_who_began_is_said_with_its_default_and_one_tap_says_otherwise(street: Team) -> None:
    said = noted(street, "🙋 Sollicitation", "12-17 ans", "Bruit", "Écoute")
    assert said.endswith("🔎 Initiative : On nous a sollicités.")
    assert street.labels(MEDIATRICE) == ["Aller-vers (nous)", "✔️ On nous a sollicités"]
    said = street.taps(MEDIATRICE, "Aller-vers")
    assert street.toasts[-1] == "Initiative : Aller-vers (nous)"
    assert said == ("Enregistré : Bruit, nuisances, écoute.\n🔎 Initiative : Aller-vers (nous).")
    assert street.labels(MEDIATRICE) == ["✔️ Aller-vers (nous)", "On nous a sollicités"]
    assert street.rows(Sollicitation)[0].initiative == "aller-vers"
    assert [(row.acte, row.detail) for row in street.rows(Audit)] == [
        ("preciser_initiative", "Initiative : On nous a sollicités")
    ]


def test_the_day_says_what_is_out_of_the_usual_and_corrects_it(street: Team) -> None:
    noted(street, "🙋 Sollicitation", "12-17 ans", "Bruit", "Écoute")
    usual = "17 h 04 · Bruit, nuisances : Écoute"
    assert usual in street.says(MEDIATEUR, "📋 Ma journée").split("\n")
    said = street.taps(MEDIATEUR, usual, "🔎 Initiative", "Aller-vers")
    assert said == f"✅ Corrigé : {usual} (Initiative : Aller-vers (nous))"
    assert street.rows(Sollicitation)[0].initiative == "aller-vers"


def test_a_longer_list_is_unfolded_in_the_same_card(street: Team) -> None:
    said = noted(
        street, "🙋 Sollicitation", "18-25 ans", "Emploi", "Relais transmis", "Mission", "✅ Oui"
    )
    assert "Déjà suivi par : personne de connu · Besoin : non précisé." in said
    asked = street.taps(MEDIATRICE, "✏️ Déjà suivi par")
    assert "jamais un nom : vous venez en appui, sans vous substituer." in asked
    assert "R-0001" in asked, "the word stays on the screen"
    said = street.taps(MEDIATRICE, "Prévention spécialisée")
    assert "Déjà suivi par : Prévention spécialisée" in said
    street.taps(MEDIATRICE, "✏️ Besoin", "⬅️ Retour", "✏️ Besoin", "Mobilité")
    row = street.rows(Sollicitation)[0]
    assert (row.suivi_par, row.besoin) == ("prevention-specialisee", "be-mobilite")
    assert "14 jours" in street.labels(MEDIATRICE)
    street.taps(MEDIATRICE, "✏️ Déjà suivi par", "personne de connu")
    assert street.rows(Sollicitation)[0].suivi_par is None


def test_the_kind_of_institution_is_offered_where_the_file_says_so(street: Team) -> None:
    said = noted(street, "🙋 Sollicitation", "26-59", "Souci", "Écoute")
    assert "Institution : non précisée" in said
    street.taps(MEDIATRICE, "✏️ Institution", "École")
    assert street.rows(Sollicitation)[0].institution == "in-ecole"
    assert "Institution : École" in street.says(MEDIATRICE, "📋 Ma journée")


def test_only_who_may_correct_an_entry_specifies_it(street: Team) -> None:
    noted(street, "🙋 Sollicitation", "12-17 ans", "Bruit", "Écoute")
    message, data = street.button(MEDIATRICE, "Aller-vers")
    gone = "Cela ne se précise plus : plus de sept jours, supprimé, ou d'un autre binôme."
    assert street.presses(AUTRE_BINOME, message, data) == gone
    street.clock.advance(timedelta(days=8))
    assert street.presses(MEDIATRICE, message, data) == gone
    assert street.rows(Sollicitation)[0].initiative == "sollicites"


def test_mons_specifies_with_its_own_lists(sqlite_database: Database, clock: MovableClock) -> None:
    team = mons_team(sqlite_database, clock)
    noted(team, "🙋 Sollicitation", "📍 Site A", "12-17 ans", "Bruit", "Écoute")
    team.taps(MEDIATRICE, "Aller-vers")
    assert team.rows(Sollicitation)[0].initiative == "aller-vers"
