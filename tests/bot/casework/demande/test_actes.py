"""A direct request: told to the coordination, entrusted, ended by what it led to, taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.casework.demande import actes as casework
from bot.casework.demande.actes import Recue
from bot.casework.demande.consequences import DeedDemande
from bot.domain.vies.demande import ActeDemande
from bot.domain.vies.vie import DejaFait, TransitionRefusee
from storage import demandes, notes
from storage.models import Demande, Personne
from tests.bot.casework.terrain import BINOME, COORDINATRICE, MEDIATRICE, SOIR, Terrain

A = ActeDemande
BAILLEUR = "gardien@bailleur.example.org"


@pytest.fixture
def demande(terrain: Terrain) -> Demande:
    """D-0001, noted by a mediator for a landlord who left an address."""
    with terrain.work() as work:
        author = work.tx.get_one(Personne, terrain.people[MEDIATRICE])
        site = terrain.programme.sites["site-a"]
        said = ("dem-bailleur", "od-nuisance", "ud-semaine")
        recue = Recue(*said, source="essai", site_id=site, mots="hall 2", auteur=author)
        return casework.receive(work, recue, contact=BAILLEUR)


def act(terrain: Terrain, acte: ActeDemande, **how: Any) -> Demande:
    deed = DeedDemande(acte, terrain.people[COORDINATRICE], terrain.source(), **how)
    with terrain.work() as work:
        return casework.act(work, 1, deed)


def accept(terrain: Terrain) -> Demande:
    return act(terrain, A.ACCEPTER, binome_id=terrain.programme.binomes["binome-1"])


def stands(terrain: Terrain) -> Demande:
    with terrain.tx() as tx:
        return demandes.lock(tx, 1)


def test_received_it_is_told_its_words_kept_apart_and_a_day_promised(
    terrain: Terrain, demande: Demande
) -> None:
    assert (demande.numero, demande.statut, demande.recue_le) == (1, "recue", SOIR)
    assert "D-0001" in terrain.texts(COORDINATRICE)[0]
    (letter,) = terrain.texts(BAILLEUR)
    assert "est bien reçue (Bailleur · Nuisance · Site A" in letter
    assert "D-0001" not in letter, "its number says nothing of the others"
    assert "hall 2" not in letter
    with terrain.tx() as tx:
        assert [note.texte for note in notes.about(tx, "demande", 1)] == ["hall 2"]


def test_accepted_its_binome_may_open_what_it_needs_and_the_requester_knows(
    terrain: Terrain, demande: Demande
) -> None:
    taken = accept(terrain)
    assert (taken.statut, taken.decidee_le) == ("acceptee", SOIR)
    assert taken.affectee_id == terrain.programme.binomes["binome-1"]
    entrusted = terrain.outbox(BINOME)[-1].contenu
    assert "« hall 2 »" in entrusted["text"]
    assert entrusted["keyboard"][-1] == [["✅ C'est fait", "g:dm:1:fait"]]
    assert "est acceptée" in terrain.texts(BAILLEUR)[-1]
    assert terrain.audited()[-1] == ("accepter", "demande", "recue")


def test_entrusted_twice_to_the_same_binome_nothing_is_told_again(
    terrain: Terrain, demande: Demande
) -> None:
    accept(terrain)
    known = len(terrain.outbox())
    with pytest.raises(DejaFait):
        accept(terrain)
    assert len(terrain.outbox()) == known


def test_what_was_opened_ends_it_and_once_taken_back_it_is_to_treat_again(
    terrain: Terrain, demande: Demande
) -> None:
    accept(terrain)
    with terrain.work() as work:
        doer = work.tx.get_one(Personne, terrain.people[BINOME])
        casework.treat(work, work.tx.get_one(Demande, 1), "V-0001", doer)
    assert (stands(terrain).statut, stands(terrain).suite) == ("traitee", "V-0001")
    assert "un signalement est envoyé" in terrain.texts(BAILLEUR)[-1]
    with terrain.work() as work:
        casework.reopen(work, "V-0001")
    assert (stands(terrain).statut, stands(terrain).suite) == ("acceptee", None)
    assert "V-0001 est retiré" in terrain.texts(BINOME)[-1]


def test_it_is_in_hand_from_the_day_it_is_entrusted_until_it_is_over(
    terrain: Terrain, demande: Demande
) -> None:
    assert not casework.in_hand(stands(terrain))
    assert casework.in_hand(accept(terrain))
    act(terrain, A.TRAITER)
    assert not casework.in_hand(stands(terrain))


def test_an_answer_that_nobody_asks_for_keeps_no_word(terrain: Terrain, demande: Demande) -> None:
    with terrain.work() as work:
        row = demandes.lock(work.tx, 1)
        with pytest.raises(TransitionRefusee):
            casework.precise(work, row, "canari", personne_id=1, source="essai")
    with terrain.tx() as tx:
        assert [note.texte for note in notes.about(tx, "demande", 1)] == ["hall 2"]


def test_taken_back_the_coordination_knows_unless_it_has_decided(
    terrain: Terrain, demande: Demande
) -> None:
    with terrain.work() as work:
        assert casework.withdraw(work, demandes.lock(work.tx, 1))
    assert stands(terrain).supprimee_le == SOIR
    assert "D-0001 est retirée par le binôme" in terrain.texts(COORDINATRICE)[-1]


def test_once_decided_it_is_not_taken_back(terrain: Terrain, demande: Demande) -> None:
    accept(terrain)
    with terrain.work() as work:
        assert not casework.withdraw(work, demandes.lock(work.tx, 1))
    assert stands(terrain).supprimee_le is None


def test_once_answered_its_address_is_nowhere(terrain: Terrain, demande: Demande) -> None:
    terrain.all_sent()
    with terrain.work() as work:
        casework.erase_contact(demandes.lock(work.tx, 1))
    assert stands(terrain).contact == ""


def test_no_letter_outlives_the_address_that_it_went_to(
    terrain: Terrain, demande: Demande
) -> None:
    kept = timedelta(days=terrain.programme.config.reglages.contact_jours)
    letters = terrain.outbox(BAILLEUR)
    assert [row.oublier_le for row in letters] == [row.creee_le + kept for row in letters] != []
