"""The service reads what was reread, answers once, says why not; the team learns it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from storage import notes
from storage.models import Outbox, Preconisation
from tests.bot.casework.terrain import Terrain
from tests.bot.web.pages.preconisation.proposee import WORDS, proposed
from tests.bot.web.visitor import Visitor

REASON = "La place est refaite au printemps."


async def test_a_service_refuses_with_its_reason_and_the_team_reads_it(
    terrain: Terrain, visitor: Visitor
) -> None:
    with terrain.tx() as tx:
        row = proposed(tx, terrain)
    path = f"/p/{visitor.signer.sign('preconisation-v1', row.id)}"
    status, text = await visitor.get(path)
    assert (status, WORDS in text) == (200, True)
    assert "P-0001" in text
    sheet = await visitor.jeton(path)
    refused = await visitor.post(path, jeton=sheet, reponse="ecarter")
    assert (refused.status, "pourquoi" in await refused.text()) == (400, True)
    named = await visitor.post(path, jeton=sheet, reponse="ecarter", mot="Voyez Mme Dupont.")
    assert "Voyez <mark>" in await named.text(), "nobody is named without being asked"
    done = await visitor.post(path, jeton=sheet, reponse="ecarter", mot=REASON)
    assert done.status == 303
    with terrain.tx() as tx:
        assert tx.get_one(Preconisation, row.id).statut == "ecartee"
        said = [str(one.contenu.get("text", "")) for one in tx.scalars(select(Outbox))]
    assert sum(REASON in one for one in said) == 4, "both mediators, the coordination, its mailbox"
    assert any("écartée, répond Espaces verts" in one for one in said)
    text = (await visitor.get(path))[1]
    assert REASON in text
    assert "Valider ma réponse" not in text


async def test_a_service_corrects_its_answer_within_a_day_unless_somebody_answered_since(
    terrain: Terrain, visitor: Visitor
) -> None:
    with terrain.tx() as tx:
        row = proposed(tx, terrain)
    path = f"/p/{visitor.signer.sign('preconisation-v1', row.id)}"
    sheet = await visitor.jeton(path)
    assert "Corriger ma réponse" not in (await visitor.get(path))[1], "it said nothing yet"
    await visitor.post(path, jeton=sheet, reponse="ecarter", mot=REASON)
    assert "Votre réponse « écartée » s'annule pendant 24 heures" in (await visitor.get(path))[1]
    done = await visitor.post(path, jeton=sheet, reponse="corriger")
    text = (await visitor.get(done.headers["Location"]))[1]
    assert "Votre réponse est annulée. Le binôme est prévenu." in text
    assert REASON not in text, "its reason goes with it"
    with terrain.tx() as tx:
        assert tx.get_one(Preconisation, row.id).statut == "proposee"
        said = [str(one.contenu.get("text", "")) for one in tx.scalars(select(Outbox))]
    assert sum("est annulée, c'était une erreur" in one for one in said) == 2, "both mediators"
    assert sum("Espaces verts annule sa réponse « écartée »" in one for one in said) == 2
    await visitor.post(path, jeton=sheet, reponse="retenir")
    terrain.clock.advance(timedelta(hours=25))
    late = await visitor.post(path, jeton=sheet, reponse="corriger")
    assert "ne peut plus être corrigée ici" in (await visitor.get(late.headers["Location"]))[1]
    with terrain.tx() as tx:
        assert tx.get_one(Preconisation, row.id).statut == "retenue"


async def test_words_that_are_reread_again_close_the_page(
    terrain: Terrain, visitor: Visitor
) -> None:
    with terrain.tx() as tx:
        row = proposed(tx, terrain)
        for note in notes.about(tx, "preconisation", row.id):
            notes.reopen(tx, note)
    path = f"/p/{visitor.signer.sign('preconisation-v1', row.id)}"
    status, text = await visitor.get(path)
    assert (status, WORDS in text) == (410, False)
