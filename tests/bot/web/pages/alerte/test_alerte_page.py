"""The signed page of an alert: what it shows, what it does, and what it never does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.vies.signalement import ActeSignalement, StatutSignalement
from bot.signing import LIEN
from storage.models import Outbox, Photo, SignalementActe
from storage.photos import GARDEE
from tests.bot.casework.terrain import (
    BINOME,
    ECLAIRAGE,
    MEDIATRICE,
    PROXIMITE,
    Terrain,
)
from tests.bot.web.visitor import Visitor


@pytest.fixture
def page(terrain: Terrain, visitor: Visitor) -> str:
    """The link of V-0001, sent to the service's mailbox."""
    terrain.emit()
    terrain.all_sent()
    return visitor.link()


def counts(terrain: Terrain) -> tuple[int, int]:
    with terrain.tx() as tx:
        return (
            len(tx.scalars(select(SignalementActe)).all()),
            len(tx.scalars(select(Outbox)).all()),
        )


async def test_the_page_shows_number_thing_place_state_and_history(
    visitor: Visitor, page: str
) -> None:
    status, text = await visitor.get(page)
    assert status == 200
    for fact in (
        "V-0001",
        "Éclairage public en panne",
        "Site A, Étouvie",
        "devant l&#39;arrêt de bus",
        "Envoyé, en attente d&#39;une réponse",
        "Envoyé, par le binôme",
        "Votre réponse, pour Éclairage public",
    ):
        assert fact in text, fact


async def test_no_answer_is_chosen_beforehand_and_one_is_required(
    visitor: Visitor, page: str
) -> None:
    _status, text = await visitor.get(page)
    radios = re.findall(r'<input type="radio"[^>]+>', text)
    assert [re.findall(r'value="(\w+)"', radio)[0] for radio in radios] == [
        "recu",
        "pris",
        "traite",
        "autre",
        "refus",
        "mot",
    ]
    assert all("checked" not in radio and "required" in radio for radio in radios)


async def test_bien_recu_is_done_said_and_told_to_the_mediators(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    status, text = await visitor.answer(page, "recu")
    assert status == 200
    assert "C&#39;est noté. Le binôme est prévenu." in text
    assert "Bien reçu, par Éclairage public (lien du courriel)" in text
    assert terrain.row(1).statut == StatutSignalement.RECU
    assert terrain.texts(MEDIATRICE) == ["V-0001 : bien reçu par Éclairage public."]
    assert visitor.woken


async def test_the_answer_leads_back_to_the_page_so_that_a_reload_repeats_nothing(
    visitor: Visitor, page: str
) -> None:
    response = await visitor.post(page, jeton=await visitor.jeton(page), reponse="recu")
    assert response.status == 303
    assert response.headers["Location"] == f"{page}?dit=fait"


async def test_a_planned_date_reaches_the_mediators(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    await visitor.answer(page, "pris", prevu="2026-11-24")
    assert terrain.texts(BINOME)[0].endswith("prévu le mardi 24 novembre.")


@pytest.mark.parametrize("typed", ["2026-11-16", "2030-01-01", "demain", "2026-02-30"])
async def test_a_date_that_makes_no_sense_is_asked_again(
    terrain: Terrain, visitor: Visitor, page: str, typed: str
) -> None:
    status, text = await visitor.answer(page, "pris", prevu=typed)
    assert status == 400
    assert "La date d&#39;intervention doit être à venir" in text
    assert 'role="alert"' in text
    assert terrain.row(1).statut == StatutSignalement.EMIS


async def test_pas_de_notre_ressort_goes_to_the_service_named(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    _status, text = await visitor.answer(page, "autre", vers="sv-voirie")
    assert "Transmis au service Voirie" in text
    assert terrain.outbox("voirie@amiens.example.org")
    assert 'type="radio"' not in text, "it is no longer theirs to answer"


async def test_a_service_that_does_not_exist_is_read_as_unknown(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    await visitor.answer(page, "autre", vers="sv-inconnu")
    assert terrain.outbox(PROXIMITE)


async def test_whoever_handed_it_on_can_no_longer_answer(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    jeton = await visitor.jeton(page)
    await visitor.answer(page, "autre")
    response = await visitor.post(page, jeton=jeton, reponse="traite")
    assert response.headers["Location"].endswith("?dit=refus")
    assert terrain.row(1).statut == StatutSignalement.REORIENTE


async def test_the_same_answer_from_two_tabs_is_said_to_be_done_already(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    jeton = await visitor.jeton(page)
    await visitor.answer(page, "recu")
    before = counts(terrain)
    terrain.clock.advance(timedelta(minutes=5))
    _status, text = await visitor.answer_with(page, jeton, "recu")
    assert "Déjà fait le mardi 17 novembre à 17 h 40." in text
    assert counts(terrain) == before


async def test_an_answer_overtaken_by_a_newer_state_is_refused_politely(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    jeton = await visitor.jeton(page)
    terrain.act(1, ActeSignalement.ANNONCER_TRAITE)
    _status, text = await visitor.answer_with(page, jeton, "recu")
    assert "la situation a changé entre-temps" in text
    assert terrain.row(1).statut == StatutSignalement.TRAITE_ANNONCE


async def test_three_answers_from_one_old_form_are_each_told(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    jeton = await visitor.jeton(page)
    for word in ("recu", "pris", "traite"):
        await visitor.post(page, jeton=jeton, reponse=word)
    (told,) = terrain.texts(MEDIATRICE)
    said = ("bien reçu", "pris en charge", "annoncé traité")
    assert all(word in line for word, line in zip(said, told.split("\n"), strict=True))


async def test_a_scanner_that_follows_sends_heads_and_posts_blindly_changes_nothing(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    before = counts(terrain)
    for _ in range(5):
        assert (await visitor.get(page))[0] == 200
        assert (await visitor.client.head(page)).status == 200
        assert (await visitor.post(page)).status in (400, 429)
    jeton = await visitor.jeton(page)
    assert (await visitor.post(page, jeton=jeton)).status == 400
    assert (await visitor.post(page, jeton=jeton, reponse="")).status == 400
    assert (await visitor.post(page, reponse="traite")).status == 400
    assert (await visitor.post(page, jeton="faux", reponse="traite")).status == 400
    assert counts(terrain) == before


async def test_a_form_of_another_alert_is_not_accepted(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    terrain.emit()
    jeton = await visitor.jeton(visitor.link(2))
    assert (await visitor.post(page, jeton=jeton, reponse="recu")).status == 400


async def test_forged_and_unknown_links_get_the_very_same_page(
    visitor: Visitor, page: str
) -> None:
    token = page.removeprefix("/s/")
    answers = {
        await visitor.get(f"/s/{token[:-3]}AAA"),
        await visitor.get("/s/nimporte-quoi"),
        await visitor.get(visitor.link(999)),
        await visitor.get(f"/s/{visitor.signer.sign('digest-v1', 1)}"),
    }
    assert len(answers) == 1
    status, text = answers.pop()
    assert status == 404
    assert "Page introuvable" in text


async def test_an_expired_link_offers_a_new_one_to_the_same_address_once_a_day(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    terrain.clock.advance(timedelta(days=15))
    status, text = await visitor.get(page)
    assert status == 410
    assert "Recevoir un nouveau lien" in text
    assert (await visitor.post(page, reponse="recu")).status == 410
    for _ in range(2):
        assert (await visitor.post(f"{page}/lien", choix="oui")).status == 200
    letters = terrain.outbox(ECLAIRAGE)
    assert len(letters) == 2
    fresh = letters[-1]
    assert fresh.sujet == "alerte:1"
    assert fresh.contenu[LIEN] in fresh.contenu["text"]
    assert fresh.contenu[LIEN] in fresh.contenu["html"]
    assert "mlat" not in fresh.contenu["text"]


async def test_a_forged_link_gets_no_new_one(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    assert (await visitor.post(f"{page[:-3]}AAA/lien")).status == 404
    assert len(terrain.outbox(ECLAIRAGE)) == 1


async def test_photos_are_shown_to_the_addressee_alone(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    visitor.photos_dir.mkdir()
    (visitor.photos_dir / "abc.jpg").write_bytes(b"jpeg")
    with terrain.tx() as tx:
        row = Photo(
            objet="signalement",
            objet_id=1,
            file_id="f",
            nom="abc.jpg",
            etat=GARDEE,
            essais=1,
            recue_le=terrain.clock.now(),
        )
        tx.add(row)
    _status, text = await visitor.get(page)
    assert f'src="{page}/photo/0"' in text
    response = await visitor.client.get(f"{page}/photo/0")
    assert (response.status, await response.read()) == (200, b"jpeg")
    assert response.headers["Content-Type"] == "image/jpeg"
    assert (await visitor.get(f"{page}/photo/1"))[0] == 404
    assert (await visitor.get(f"{page[:-3]}AAA/photo/0"))[0] == 404
    (visitor.photos_dir / "abc.jpg").unlink()
    assert (await visitor.get(f"{page}/photo/0"))[0] == 404


async def test_once_closed_the_page_thanks_and_asks_nothing(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    terrain.act(1, ActeSignalement.ANNONCER_TRAITE)
    _status, waiting = await visitor.get(page)
    assert "Aucune réponse n'est attendue du service Éclairage public" in waiting
    terrain.act(1, ActeSignalement.VERIFIER_REPARE, terrain.mediateur(MEDIATRICE))
    _status, text = await visitor.get(page)
    assert "Ce signalement est clos. Merci." in text
    assert "<form" not in text


async def test_after_a_relance_the_first_link_still_answers(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    terrain.act(1, ActeSignalement.ANNONCER_TRAITE)
    terrain.act(1, ActeSignalement.VERIFIER_TOUJOURS_LA, terrain.mediateur(MEDIATRICE))
    await visitor.answer(page, "recu")
    assert terrain.row(1).statut == StatutSignalement.RECU


async def test_what_a_mediator_typed_is_never_markup(terrain: Terrain, visitor: Visitor) -> None:
    terrain.emit(lieu="<script>alert(1)</script>")
    _status, text = await visitor.get(visitor.link())
    assert "<script" not in text
    assert "&lt;script&gt;" in text
