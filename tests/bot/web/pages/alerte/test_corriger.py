"""A service takes back what it answered: within a day, told to all who were told of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.vies.signalement import StatutSignalement
from tests.bot.casework.terrain import BINOME, COORDINATRICE, GROUPE, Terrain
from tests.bot.web.visitor import Visitor


@pytest.fixture
def page(terrain: Terrain, visitor: Visitor) -> str:
    """The link of V-0001, sent to the service's mailbox."""
    terrain.emit()
    terrain.all_sent()
    return visitor.link()


async def test_an_answer_is_corrected_within_a_day_and_the_mediators_know(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    await visitor.answer(page, "pris")
    _status, text = await visitor.answer(page, "traite")
    assert "Votre dernière réponse : « annoncé traité »" in text
    told = len(terrain.texts(BINOME))
    _status, text = await visitor.answer(page, "corriger")
    assert "Votre réponse est annulée. Le binôme est prévenu." in text
    assert "Réponse précédente annulée, par Éclairage public" in text
    assert (terrain.row(1).statut, terrain.row(1).traite_le) == ("pris_en_charge", None)
    assert terrain.texts(BINOME)[told:] == [
        "V-0001 : Éclairage public corrige sa réponse. « annoncé traité » est annulé. "
        "De nouveau : pris en charge."
    ]
    terrain.clock.advance(timedelta(hours=24))
    status, text = await visitor.get(page)
    assert (status, "Corriger ma réponse" in text) == (200, False)
    _status, text = await visitor.answer(page, "corriger")
    assert "ne peut plus être corrigée ici" in text
    assert terrain.row(1).statut == StatutSignalement.PRIS_EN_CHARGE


async def test_what_was_handed_on_by_mistake_comes_back_and_the_other_service_is_told(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    await visitor.answer(page, "autre", vers="sv-voirie")
    terrain.all_sent()
    other = visitor.link(terrain.alertes()[-1].id)
    await visitor.answer(page, "corriger")
    row = terrain.row(1)
    assert (row.statut, row.service) == (StatutSignalement.EMIS, "sv-eclairage")
    letter = terrain.outbox("voirie@amiens.example.org")[-1].contenu
    assert "c'est bien du ressort du service Éclairage public" in letter["text"]
    assert "corrige sa réponse" in terrain.texts(COORDINATRICE)[-1]
    _status, text = await visitor.get(other)
    assert 'type="radio"' not in text
    _status, text = await visitor.answer(page, "traite")
    assert "C&#39;est noté" in text
    assert terrain.row(1).statut == StatutSignalement.TRAITE_ANNONCE


async def test_a_service_to_which_it_was_handed_on_may_refuse_too(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    await visitor.answer(page, "autre", vers="sv-voirie")
    terrain.all_sent()
    other = visitor.link(terrain.alertes()[-1].id)
    jeton = await visitor.jeton(page)
    _status, text = await visitor.answer(other, "autre", vers="sv-proprete")
    assert "Transmis au service Propreté" in text
    assert terrain.row(1).service == "sv-proprete"
    _status, text = await visitor.answer_with(page, jeton, "corriger")
    assert "ne peut plus être corrigée ici" in text


async def test_an_answer_on_the_page_changes_the_card_in_the_group(
    terrain: Terrain, visitor: Visitor
) -> None:
    terrain.register_group()
    terrain.emit()
    terrain.all_sent()
    await visitor.answer(visitor.link(2), "recu")
    card = terrain.outbox(GROUPE)[-1].contenu
    assert card["edit"] is True
    assert "par Éclairage public (lien du courriel)" in card["text"]
