"""A decision of the coordination taken back: as before, and whoever was told of it is told so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Audit
from tests.handlers.demande.cast import (
    REQUESTER,
    by_mail,
    demande,
    letters,
    passed_on,
    sends,
    starts,
)
from tests.handlers.people import (
    AUTRE_BINOME,
    COORDINATION,
    MEDIATEUR,
    MEDIATRICE,
    Team,
)

VILLE = "mediation@amiens.example.org"
ASKED = "est-ce au numéro 4 ou au numéro 6 ?"


@pytest.fixture
def street(team: Team) -> Team:
    starts(team)
    passed_on(team)
    return team


def test_a_wrong_hors_mission_is_taken_back_and_its_binome_told(street: Team) -> None:
    street.taps(COORDINATION, "↪️ Hors mission")
    said = street.taps(COORDINATION, "↩️ Annuler")
    assert said.startswith("↩️ Annulé : D-0001 : hors mission.\n📥 D-0001 · Reçue\n")
    assert "✅ Accepter et affecter" in street.labels(COORDINATION)
    assert (demande(street).statut, demande(street).decidee_le) == ("recue", None)
    told = "📥 <b>D-0001</b> : la coordination annule « hors mission ». De nouveau : reçue."
    assert street.reads(MEDIATRICE) == street.reads(MEDIATEUR) == told
    assert "annuler_decision" in [row.acte for row in street.rows(Audit)]
    street.taps(COORDINATION, "↪️ Hors mission")
    assert street.reads(MEDIATRICE).endswith("la coordination répond « hors mission »."), "again"


def test_a_binome_that_was_given_it_by_mistake_is_told_and_its_buttons_are_dead(
    street: Team,
) -> None:
    street.taps(COORDINATION, "✅ Accepter", "Binôme 1", "✅ Accepter", "Binôme 2")
    entrusted = street.button(AUTRE_BINOME, "✅ C'est fait")
    street.taps(COORDINATION, "↩️ Annuler")
    assert street.programme.binome_slugs[demande(street).affectee_id or 0] == "binome-1"
    assert street.reads(AUTRE_BINOME) == (
        "📥 <b>D-0001</b> : la coordination la reprend. Vous n'avez plus rien à y faire."
    )
    assert street.presses(AUTRE_BINOME, *entrusted).startswith("Cette demande n'est pas confiée")
    assert "vous rend <b>D-0001</b>" in street.reads(MEDIATRICE)
    street.taps(MEDIATRICE, "✅ C'est fait")
    assert demande(street).statut == "traitee"


def test_what_changed_since_stays_and_says_why(street: Team) -> None:
    street.taps(COORDINATION, "✅ Accepter", "Binôme 2")
    undo = street.button(COORDINATION, "↩️ Annuler")
    street.taps(AUTRE_BINOME, "✅ C'est fait")
    toast = street.presses(COORDINATION, *undo)
    assert toast == "D-0001 a changé depuis (traitée, binôme 2) : cela ne s'annule plus."
    street.taps(AUTRE_BINOME, "↩️ Annuler")
    assert demande(street).statut == "acceptee"


def test_the_last_decision_is_undone_in_the_order_of_deeds_whenever(street: Team) -> None:
    street.taps(COORDINATION, "❓ Demander")
    street.says(COORDINATION, ASKED)
    undo = street.button(COORDINATION, "↩️ Annuler")
    street.clock.advance(timedelta(minutes=5))
    street.taps(COORDINATION, "↪️ Hors mission")
    said = street.says(COORDINATION, "/annuler_derniere")
    assert "17 h 09 · D-0001 : hors mission" in said
    street.taps(COORDINATION, "↩️ Oui")
    assert demande(street).statut == "a-preciser"
    street.says(COORDINATION, "/mes_decisions")
    assert street.labels(COORDINATION)[0] == "17 h 04 · D-0001 : précision demandée"
    street.clock.advance(timedelta(days=9))
    toast = street.presses(COORDINATION, *undo)
    assert toast == "Annulé.", "the coordination is not sent to the coordination"
    assert demande(street).statut == "recue"
    assert ASKED not in street.reads(COORDINATION)


def test_whoever_asked_and_the_ville_are_told_again(team: Team) -> None:
    by_mail(team)
    team.taps(COORDINATION, "🏛 À la médiation")
    assert sends(team) >= 2, "to the Ville and to whoever asked"
    team.taps(COORDINATION, "↩️ Annuler")
    assert "[D-0001] Sans objet" in letters(team, VILLE)[-1]
    assert (
        "Votre demande D-… : notre réponse « transmise à la médiation de la Ville » est "
        "annulée, c'était une erreur. Elle est de nouveau : reçue."
    ) in letters(team, REQUESTER)[-1]
    team.taps(COORDINATION, "🏛 À la médiation")
    assert "[D-0001] Demande transmise" in letters(team, VILLE)[-1], "handed over again"
    waiting = len(letters(team, VILLE)), len(letters(team, REQUESTER))
    team.taps(COORDINATION, "↩️ Annuler")
    now = len(letters(team, VILLE)), len(letters(team, REQUESTER))
    assert now == (waiting[0] - 1, waiting[1] - 1), "what had not left never does"
