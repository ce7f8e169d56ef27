"""A séance, a check, a step taken back; and what a check never asks too soon, nor for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import DossierMediation, Note, Seance, SuiviAccord
from tests.handlers.mediation.test_mediation import DAY_15, DAY_30, dossier, opened, reached, rings
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATEUR, MEDIATRICE, Team

TOGETHER = ("📂", "＋ Séance", "A + B", "6")


@pytest.fixture
def agreed(team: Team) -> Team:
    return opened(team)


def standing(team: Team) -> tuple[object, ...]:
    row: DossierMediation = dossier(team)
    return row.statut, row.accord_le, row.clos_le, row.prochaine_le, row.consentement, row.mode


def kept(team: Team) -> list[Seance]:
    return [row for row in team.rows(Seance) if row.annulee_le is None]


@pytest.mark.parametrize(
    "taps",
    [
        ("📂", "＋ Séance", "Partie A", "👍 Avance", "Dans 3 jours"),
        (*TOGETHER, "✋ Bloqué", "⏭ Passer"),
        (*TOGETHER, "🤝 Accord", "⏭ Passer"),
        (*TOGETHER, "Abandon"),
        ("📂", "✋ Accord pour", "Une seule"),
        ("📂", "🔁 Navette", "Table ronde"),
        ("📂", "📅 Prochaine", "Dans 7 jours"),
        ("📂", "⏹ Clore", "Refus d'une partie"),
    ],
)
def test_every_step_is_taken_back_whole(agreed: Team, taps: tuple[str, ...]) -> None:
    before = standing(agreed)
    agreed.taps(MEDIATRICE, *taps)
    assert standing(agreed) != before
    said = agreed.taps(MEDIATRICE, "↩️ Annuler")
    assert said.startswith("↩️ Annulé : M-0001 :")
    assert agreed.labels(MEDIATRICE) == ["📂 M-0001"]
    assert standing(agreed) == before
    assert kept(agreed) == []
    assert {row.resultat for row in agreed.rows(SuiviAccord)} <= {"sans_objet"}


def test_a_check_is_taken_back_with_what_it_made_useless(agreed: Team) -> None:
    reached(agreed)
    rings(agreed, DAY_15)
    before = standing(agreed)
    for answer in ("✅ Tenu", "⚠️ En partie", "❌ Rompu"):
        agreed.taps(MEDIATEUR, answer)
        agreed.taps(MEDIATEUR, "↩️ Annuler")
        assert agreed.labels(MEDIATEUR) == ["✅ Tenu", "⚠️ En partie", "❌ Rompu"]
        assert standing(agreed) == before
        assert [row.resultat for row in agreed.rows(SuiviAccord)] == [None, None]


def test_taking_up_a_broken_accord_by_mistake_is_taken_back(agreed: Team) -> None:
    reached(agreed)
    rings(agreed, DAY_15)
    agreed.taps(MEDIATRICE, "⚠️ En partie")
    before = standing(agreed)
    agreed.taps(MEDIATRICE, "🔁 Reprendre")
    agreed.taps(MEDIATRICE, "↩️ Annuler")
    assert standing(agreed) == before
    assert [row.resultat for row in agreed.rows(SuiviAccord)] == ["en_partie", None]


def test_the_words_of_an_accord_taken_back_are_read_by_nobody(agreed: Team) -> None:
    agreed.taps(MEDIATRICE, *TOGETHER, "🤝 Accord")
    agreed.says(MEDIATRICE, "Musique moins forte après 22 h")
    agreed.taps(MEDIATRICE, "↩️ Annuler")
    assert [row.statut for row in agreed.rows(Note)] == ["ecartee"]
    reached(agreed)
    rings(agreed, DAY_15)
    assert "Musique" not in agreed.reads(MEDIATEUR)


def test_what_changed_since_is_not_taken_back(agreed: Team) -> None:
    agreed.taps(MEDIATRICE, "📂", "＋ Séance", "Partie A", "👍 Avance", "Demain")
    message, data = agreed.button(MEDIATRICE, "↩️ Annuler")
    agreed.says(MEDIATEUR, "/mediations")
    agreed.taps(MEDIATEUR, "📂 M-0001", "＋ Séance", "A + B", "6", "🤝 Accord", "⏭ Passer")
    assert "a changé depuis" in agreed.presses(MEDIATRICE, message, data)
    assert agreed.presses(AUTRE_BINOME, message, data).startswith("Ce bouton est réservé")
    assert (dossier(agreed).statut, len(kept(agreed))) == ("accord", 2)


def test_annuler_la_derniere_names_the_seance_left_half_way(agreed: Team) -> None:
    agreed.taps(MEDIATRICE, "📂", "＋ Séance", "Partie A", "👍 Avance")
    said = agreed.says(MEDIATRICE, "/annuler_derniere")
    assert "M-0001 : séance, 👍 avance" in said
    agreed.taps(MEDIATRICE, "↩️ Oui")
    assert (dossier(agreed).statut, kept(agreed)) == ("ouvert", [])


def test_whether_an_accord_is_kept_is_not_offered_before_its_day(agreed: Team) -> None:
    reached(agreed)
    agreed.says(MEDIATRICE, "/mediations")
    agreed.taps(MEDIATRICE, "📂 M-0001")
    assert agreed.labels(MEDIATRICE)[:2] == ["❌ Rompu", "⬅️ Retour"]
    assert "pas compris" in agreed.says(MEDIATRICE, "✅ Tenu")
    assert "accord rompu" in agreed.taps(MEDIATRICE, "❌ Rompu")
    agreed.taps(MEDIATRICE, "↩️ Annuler")
    agreed.clock.set(DAY_15)
    agreed.says(MEDIATRICE, "/mediations")
    agreed.taps(MEDIATRICE, "📂 M-0001", "✅ Tenu")
    assert dossier(agreed).statut == "accord_tenu"


def test_an_accord_needs_both_parties_met_together_or_in_turn(agreed: Team) -> None:
    agreed.taps(MEDIATRICE, "📂", "＋ Séance", "Partie A")
    assert "🤝 Accord" not in agreed.labels(MEDIATRICE)
    agreed.taps(MEDIATRICE, "👍 Avance", "Demain", "📂", "＋ Séance", "Partie B", "🤝 Accord")
    assert dossier(agreed).statut == "accord"


def test_an_unanswered_check_is_one_series_that_ends_with_the_coordination(agreed: Team) -> None:
    reached(agreed)
    for day in range(60):
        rings(agreed, DAY_15 + timedelta(days=day))
    asked = [one for one in agreed.shown(MEDIATRICE) if "Tient-il ?" in one]
    assert len(asked) == 3
    told = [one for one in agreed.shown(COORDINATION) if "personne n'a répondu" in one]
    assert told == [
        "⚠️ M-0001, accord du mardi 17 novembre : le bot a demandé 3 fois s'il tient, "
        "personne n'a répondu. Voyez avec le binôme."
    ]
    assert [row.resultat for row in agreed.rows(SuiviAccord)] == ["sans_objet", "sans_reponse"]
    assert dossier(agreed).clos_le is not None
    assert "accord tenu" in agreed.taps(MEDIATRICE, "✅ Tenu"), "it may still be said"
    rings(agreed, DAY_30 + timedelta(days=90))
    assert len([one for one in agreed.shown(MEDIATRICE) if "Tient-il ?" in one]) <= 3
