"""Whoever asked for a mediation learns how it ended, and nothing that was said in it (BAI-4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.mediation.feature import FEATURE
from storage.models import Audit, Outbox
from tests.handlers.demande.cast import REQUESTER, by_mail, entrusted, letters, starts
from tests.handlers.people import AUTRE_BINOME, COORDINATION, MEDIATEUR, MEDIATRICE, Team

WORDS = "Musique moins forte après 22 h"
OPEN = ("🤝 Ouvrir", "Insultes, menaces", "✅ Oui", "Médiation navette", "Demain")


@pytest.fixture
def mailed(team: Team) -> Team:
    """M-0001, opened for somebody who left an address."""
    by_mail(team)
    team.taps(COORDINATION, "✅ Accepter", "Binôme 1")
    team.taps(MEDIATRICE, *OPEN)
    return team


@pytest.fixture
def noted(team: Team) -> Team:
    """M-0001, opened by the other binôme for a request noted in the street, at Site A."""
    entrusted(starts(team))
    team.taps(AUTRE_BINOME, *OPEN)
    return team


def agrees(team: Team, who: int) -> None:
    team.taps(who, "📂 M-0001", "＋ Séance", "A + B", "6", "🤝 Accord")
    team.says(who, WORDS)


def test_an_accord_is_written_to_whoever_left_an_address(mailed: Team) -> None:
    before = len(letters(mailed, REQUESTER))
    agrees(mailed, MEDIATRICE)
    (letter,) = letters(mailed, REQUESTER)[before:]
    assert letter.startswith("[D-…] Médiation : accord\n")
    assert (
        "Votre demande D-… : la médiation ouverte le 17 novembre 2026 a abouti à un "
        "accord le 17 novembre 2026. Ce qui s'y est dit reste entre les parties et les médiateurs."
    ) in letter
    assert WORDS not in letter
    assert "Insultes" not in letter


def test_the_end_without_an_accord_is_written_too_and_why_is_not(mailed: Team) -> None:
    mailed.taps(MEDIATRICE, "📂 M-0001", "⏹ Clore", "Refus d'une partie")
    letter = letters(mailed, REQUESTER)[-1]
    assert letter.startswith("[D-…] Médiation : sans accord\n")
    assert "s'est terminée sans accord le 17 novembre 2026" in letter
    assert "refus" not in letter.lower()


def test_taken_up_again_it_is_written_and_its_second_end_as_well(mailed: Team) -> None:
    mailed.taps(MEDIATRICE, "📂 M-0001", "⏹ Clore", "Abandon", "📂 M-0001", "🔁 Reprendre")
    assert "la médiation reprend" in letters(mailed, REQUESTER)[-1]
    agrees(mailed, MEDIATRICE)
    assert "a abouti à un accord" in letters(mailed, REQUESTER)[-1]


def test_it_is_said_to_be_under_way_once_and_a_check_is_no_news(mailed: Team) -> None:
    before = len(letters(mailed, REQUESTER))
    step = ("📂 M-0001", "＋ Séance", "A + B", "6", "👍 Avance", "Demain")
    mailed.taps(MEDIATRICE, *step)
    (began,) = letters(mailed, REQUESTER)[before:]
    assert began.startswith("[D-…] Médiation : en cours\n")
    assert "la médiation ouverte le 17 novembre 2026 est en cours." in began
    assert not {"M-0001", "Insultes", "Avance"} & set(began.replace(".", " ").split())
    mailed.taps(MEDIATRICE, *step)
    assert len(letters(mailed, REQUESTER)) == before + 1, "one more séance is nobody else's"
    agrees(mailed, MEDIATRICE)
    mailed.clock.set(datetime(2026, 12, 2, 8, 30, tzinfo=UTC))
    mailed.rings(*FEATURE.clocks.values())
    mailed.deliver()
    mailed.taps(MEDIATRICE, "✅ Tenu")
    assert len(letters(mailed, REQUESTER)) == before + 2


def test_a_seance_noted_by_mistake_is_called_back_from_whoever_asked(mailed: Team) -> None:
    mailed.taps(MEDIATRICE, "📂 M-0001", "＋ Séance", "A + B", "6", "👍 Avance", "Demain")
    mailed.deliver()
    mailed.taps(MEDIATRICE, "↩️ Annuler")
    assert "n'a pas encore commencé" in letters(mailed, REQUESTER)[-1]


def test_without_an_address_it_is_a_retour_to_give_on_the_site(noted: Team) -> None:
    assert "retour" not in noted.says(MEDIATEUR, "▶️ Présence")
    agrees(noted, AUTRE_BINOME)
    assert "📄 1 retour à donner" in noted.says(MEDIATEUR, "▶️ Présence")
    said = noted.taps(MEDIATEUR, "📄 Voir les retours")
    assert said.splitlines() == [
        "📄 À redire aux habitants, <b>Site A</b> :",
        "• Médiation M-0001 (demande D-0001, Bailleur) : accord le 17/11, et rien d'autre.",
    ]
    assert noted.taps(MEDIATEUR, "✅ M-0001 dit").endswith("tout est dit aux habitants.")
    assert "retour" not in noted.says(MEDIATRICE, "▶️ Présence")
    assert [one.acte for one in noted.rows(Audit) if one.objet == "dossier_mediation"] == [
        "retour_donne"
    ]
    assert not [one for one in noted.rows(Outbox) if WORDS in str(one.contenu)]


def test_told_by_both_it_is_told_once_and_a_second_end_is_news_again(noted: Team) -> None:
    noted.taps(AUTRE_BINOME, "📂 M-0001", "⏹ Clore", "Abandon")
    noted.says(MEDIATEUR, "▶️ Présence")
    said = noted.taps(MEDIATEUR, "📄 Voir les retours")
    assert "M-0001 (demande D-0001, Bailleur) : sans accord le 17/11" in said
    message, data = noted.button(MEDIATEUR, "✅ M-0001 dit")
    noted.presses(MEDIATEUR, message, data)
    assert noted.presses(MEDIATRICE, message, data) == "Déjà noté."
    noted.clock.advance(timedelta(minutes=1))
    noted.taps(AUTRE_BINOME, "📂 M-0001", "🔁 Reprendre")
    agrees(noted, AUTRE_BINOME)
    assert "📄 1 retour à donner" in noted.says(MEDIATEUR, "▶️ Présence")


def test_a_mediation_that_nobody_asked_for_has_nobody_to_tell(team: Team) -> None:
    starts(team)
    team.says(MEDIATRICE, "⚡ Conflit")
    team.taps(MEDIATRICE, "🕐 En différé", "Habitant", "Bruit", "✅ Oui", "Table ronde", "Demain")
    agrees(team, MEDIATRICE)
    assert "retour" not in team.says(MEDIATEUR, "▶️ Présence")
    assert not [one for one in team.rows(Outbox) if one.canal == "email"]
