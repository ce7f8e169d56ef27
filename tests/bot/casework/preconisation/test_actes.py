"""A préconisation: given to the coordination, answered along its table, taken back before."""

from __future__ import annotations

import pytest

from bot.casework.preconisation import actes as casework
from bot.casework.preconisation.actes import MOTIF, DeedPreconisation
from bot.domain.periodes import tranche_at
from bot.domain.vies.preconisation import ActePreconisation
from bot.domain.vies.vie import TransitionRefusee
from storage import notes, preconisations
from storage.models import Personne, Preconisation
from storage.work import Work
from tests.bot.casework.terrain import BINOME, COORDINATRICE, MEDIATRICE, SOIR, Terrain

A = ActePreconisation
TEXTE = "Déplacer le banc"


def propose(terrain: Terrain) -> None:
    """P-0001: move the bench of Site A."""
    with terrain.work() as work:
        row = casework.write(
            work,
            dispositif_id=terrain.programme.id,
            site_id=terrain.programme.sites["site-a"],
            binome_id=terrain.programme.binomes["binome-1"],
            auteur_id=terrain.people[MEDIATRICE],
            le=work.now,
            tranche=tranche_at(work.now, terrain.programme.calendrier),
            source="essai",
            type="amenagement",
            destinataire="sv-eclairage",
            horizon="trois-mois",
            observations=[],
        )
        casework.propose(work, row, TEXTE)


@pytest.fixture
def proposed(terrain: Terrain) -> Terrain:
    propose(terrain)
    return terrain


def row(work: Work) -> Preconisation:
    found = preconisations.get(work.tx, work.programme.id, 1)
    assert found is not None
    return found


def answer(terrain: Terrain, acte: ActePreconisation, motif: str = "") -> str:
    deed = DeedPreconisation(acte, terrain.people[COORDINATRICE], SOIR, f"essai:{acte}", motif)
    with terrain.work() as work:
        casework.answer(work, row(work), deed)
        return row(work).statut


def test_proposed_the_coordination_reads_it_and_may_answer(proposed: Terrain) -> None:
    (told,) = proposed.outbox(COORDINATRICE)
    head, words, *_rest = told.contenu["text"].split("\n")
    assert head == "💡 <b>P-0001</b> · Aménagement, Site A, pour Éclairage public, 3 mois"
    assert words == f"« {TEXTE} »"
    assert told.contenu["keyboard"][0][0] == ["🔎 À l'étude", "g:pc:1:etudier"]


def test_without_a_coordinator_a_letter_goes_without_its_words(terrain: Terrain) -> None:
    with terrain.tx() as tx:
        tx.get_one(Personne, terrain.people[COORDINATRICE]).revoquee_le = SOIR
    propose(terrain)
    (letter,) = terrain.outbox()
    assert letter.cle == "preconisation:1:proposee:courriel"
    assert "La préconisation P-0001 attend votre réponse" in letter.contenu["text"]
    assert TEXTE not in str(letter.contenu)


def test_answered_its_binome_reads_why_and_the_audit_says_from_where(proposed: Terrain) -> None:
    assert answer(proposed, A.RETENIR, "Au budget") == "retenue"
    said = proposed.texts(BINOME)[-1]
    assert "<b>retenue</b>" in said
    assert said.endswith("« Au budget »")
    assert proposed.audited() == [("retenir", "preconisation", "P-0001 : proposee -> retenue")]
    with proposed.work() as work:
        assert row(work).decidee_le == SOIR
        assert notes.validated(work.tx, MOTIF, 1) == "Au budget"


def test_a_refusal_says_why_or_is_not_one(proposed: Terrain) -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        answer(proposed, A.ECARTER)
    assert answer(proposed, A.ECARTER, "Pas de place") == "ecartee"


def test_an_answer_outside_its_table_is_refused_and_nobody_hears(proposed: Terrain) -> None:
    with pytest.raises(TransitionRefusee):
        answer(proposed, A.REALISER)
    assert not proposed.outbox(BINOME)


def test_taken_back_while_nobody_answered(proposed: Terrain) -> None:
    answer(proposed, A.ETUDIER)
    with proposed.work() as work:
        assert not casework.withdraw(work.tx, row(work), work.now)
        assert row(work).supprimee_le is None


def test_it_is_taken_back_at_once(proposed: Terrain) -> None:
    with proposed.work() as work:
        assert casework.withdraw(work.tx, row(work), work.now)
    with proposed.work() as work:
        assert preconisations.get(work.tx, work.programme.id, 1) is None
