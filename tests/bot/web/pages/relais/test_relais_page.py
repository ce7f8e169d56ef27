"""The partner's page: the code, one button, and never anything about the person."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.casework.relais import actes as casework
from bot.casework.relais.actes import DeedRelais
from bot.domain.vies.relais import ActeRelais
from bot.domain.vies.vie import Acteur
from storage.machine import outbox
from storage.models import RELAIS, Outbox, Relais, RelaisActe
from storage.work import Work
from tests.bot.casework.terrain import BINOME, MEDIATRICE, Terrain
from tests.bot.web.visitor import Visitor

CAME = "La personne est venue"
MEETS, ABSENT = "Un rendez-vous est pris", "La personne n'est pas venue"


@pytest.fixture
def relais(terrain: Terrain) -> Relais:
    """Somebody handed over to the Mission locale, and the letter that left."""
    found = terrain.hand_over()
    terrain.all_sent()
    return found


def link(visitor: Visitor, terrain: Terrain) -> str:
    """As it is made when the letter leaves."""
    (letter,) = terrain.outbox("mission-locale@amiens.example.org")
    genre, passage = outbox.read_sujet(letter.sujet) or ("", 0)
    assert genre == "relais"
    return visitor.to(RELAIS, passage)


def row(terrain: Terrain) -> Relais:
    with terrain.tx() as tx:
        return tx.scalars(select(Relais)).one()


def history(terrain: Terrain) -> list[tuple[str, str]]:
    with terrain.tx() as tx:
        return [(one.acte, one.par) for one in tx.scalars(select(RelaisActe)).all()]


async def press(visitor: Visitor, path: str) -> tuple[int, str]:
    """Read the page, say that the person came, follow the redirection."""
    return await visitor.answer(path, "venue")


async def test_the_page_shows_the_code_the_domain_one_button_and_no_person(
    terrain: Terrain, visitor: Visitor, relais: Relais
) -> None:
    status, text = await visitor.get(link(visitor, terrain))
    assert status == 200
    assert f"R-0001 · {relais.mot}" in text
    assert "Relais vers Mission locale" in text
    assert "Domaine : emploi." in text
    shown = html.unescape(text)
    assert re.findall(r'<label for="r-[^>]*>([^<]+)</label>', shown) == [CAME, MEETS, ABSENT]
    for secret in ("12-17", "ados", "Site A", "Étouvie", "signalement"):
        assert secret not in text, secret


async def test_one_press_makes_it_effective_and_the_binome_knows(
    terrain: Terrain, visitor: Visitor, relais: Relais
) -> None:
    path = link(visitor, terrain)
    terrain.clock.advance(timedelta(days=3))
    status, text = await press(visitor, path)
    assert status == 200
    assert "la personne est venue (vendredi 20 novembre" in text
    assert re.findall(r"<button[^>]*>([^<]+)</button>", text) == ["Corriger ma réponse"]
    assert row(terrain).statut == "pris-en-charge"
    assert row(terrain).effectif_le == terrain.clock.now()
    assert history(terrain)[-1] == ("prendre_en_charge", "partenaire:pa-mission-locale")
    for who in (MEDIATRICE, BINOME):
        (said,) = terrain.texts(who)
        assert f"R-0001 · {relais.mot}" in said
        assert "répond Mission locale. Je redemande dimanche 20 décembre" in said
    assert visitor.woken


async def test_a_second_press_changes_nothing_more(
    terrain: Terrain, visitor: Visitor, relais: Relais
) -> None:
    path = link(visitor, terrain)
    jeton = await visitor.jeton(path)
    for _ in range(3):
        response = await visitor.post(path, jeton=jeton, reponse="venue")
        assert response.status == 303
        assert response.headers["Location"] == path
    assert len(history(terrain)) == 2
    assert len(terrain.texts(MEDIATRICE)) == 1
    assert row(terrain).mot == relais.mot


@pytest.mark.usefixtures("relais")
async def test_a_robot_that_follows_links_and_posts_blindly_changes_nothing(
    terrain: Terrain, visitor: Visitor
) -> None:
    path = link(visitor, terrain)
    for _ in range(3):
        assert (await visitor.get(path))[0] == 200
        assert (await visitor.client.head(path)).status == 200
        assert (await visitor.post(path)).status == 400
    assert row(terrain).statut == "transmis"


async def test_a_partner_who_is_no_longer_in_charge_cannot_answer(
    terrain: Terrain, visitor: Visitor, relais: Relais
) -> None:
    path = link(visitor, terrain)
    jeton = await visitor.jeton(path)
    with terrain.tx() as tx:
        deed = DeedRelais(ActeRelais.REORIENTER, "mediateur:1", Acteur.MEDIATEUR, "pa-ccas")
        casework.act(
            Work(tx, terrain.programme, terrain.clock.now()),
            relais.id,
            deed,
        )
    status, text = await visitor.get(path)
    assert status == 410
    assert "n&#39;est plus suivi" in text
    assert relais.mot not in text
    assert (await visitor.post(path, jeton=jeton)).status == 410
    assert row(terrain).statut == "reoriente"


async def test_a_withdrawn_relais_has_nothing_left_to_show(
    terrain: Terrain, visitor: Visitor, relais: Relais
) -> None:
    path = link(visitor, terrain)
    with terrain.tx() as tx:
        casework.withdraw(tx, relais.id, "mediateur:1", terrain.clock.now())
    status, text = await visitor.get(path)
    assert status == 410
    assert relais.mot not in text


async def test_a_person_who_came_after_all_is_counted(
    terrain: Terrain, visitor: Visitor, relais: Relais
) -> None:
    with terrain.tx() as tx:
        deed = DeedRelais(ActeRelais.NE_PAS_SE_PRESENTER, "mediateur:1", Acteur.MEDIATEUR)
        casework.act(
            Work(tx, terrain.programme, terrain.clock.now()),
            relais.id,
            deed,
        )
    await press(visitor, link(visitor, terrain))
    assert (row(terrain).statut, row(terrain).clos_le) == ("pris-en-charge", None)


@pytest.mark.usefixtures("relais")
async def test_a_link_of_another_kind_or_too_old_opens_nothing(
    terrain: Terrain, visitor: Visitor
) -> None:
    assert (await visitor.get(f"/r/{visitor.signer.sign('alerte-v1', 1)}"))[0] == 404
    assert (await visitor.get(f"/s/{visitor.signer.sign('relais-v1', 1)}"))[0] == 404
    path = link(visitor, terrain)
    terrain.clock.advance(timedelta(days=61))
    status, text = await visitor.get(path)
    assert status == 410
    assert "Ce lien a expiré" in text
    assert (await visitor.post(path)).status == 410


@pytest.mark.usefixtures("relais")
def test_the_letter_is_posted_once_for_one_handing_over(terrain: Terrain) -> None:
    with terrain.tx() as tx:
        keys = list(tx.scalars(select(Outbox.cle).where(Outbox.canal == "email")))
    assert keys == ["relais:1:courriel"]


async def test_an_appointment_has_its_day_and_is_asked_about_the_day_after(
    terrain: Terrain, visitor: Visitor, relais: Relais
) -> None:
    path = link(visitor, terrain)
    for wrong in ("", "2026-11-01", "2029-01-01", "bientôt"):
        status, text = await visitor.answer(path, "rdv", rdv=wrong)
        assert (status, "doit être à venir" in text) == (400, True)
    _status, text = await visitor.answer(path, "rdv", rdv="2026-11-24")
    assert "rendez-vous le 24 novembre 2026" in text
    assert row(terrain).statut == "rdv-fixe"
    assert row(terrain).verifier_le == datetime(2026, 11, 24, 23, tzinfo=UTC)
    said = terrain.texts(BINOME)[-1]
    assert f"R-0001 · {relais.mot}" in said
    assert "« rendez-vous le 24 novembre 2026 », répond Mission locale" in said
    await visitor.answer(path, "rdv", rdv="2026-11-26")
    assert row(terrain).rdv_le == date(2026, 11, 26)


async def test_not_come_closes_it_and_what_the_mediators_know_is_not_shown(
    terrain: Terrain, visitor: Visitor, relais: Relais
) -> None:
    path = link(visitor, terrain)
    _status, text = await visitor.answer(path, "absente")
    assert "la personne n&#39;est pas venue" in text
    assert row(terrain).statut == "non-presente"
    assert "« La personne n'est pas venue »" in html.unescape(terrain.texts(MEDIATRICE)[-1])
    await visitor.answer(path, "corriger")
    with terrain.tx() as tx:
        deed = DeedRelais(ActeRelais.NE_PAS_SE_PRESENTER, "mediateur:1", Acteur.MEDIATEUR)
        casework.act(Work(tx, terrain.programme, terrain.clock.now()), relais.id, deed)
    _status, text = await visitor.get(path)
    assert "pas venue" not in text


async def test_a_partner_corrects_its_answer_within_a_day_and_the_binome_knows(
    terrain: Terrain, visitor: Visitor, relais: Relais
) -> None:
    path = link(visitor, terrain)
    await visitor.answer(path, "venue")
    await visitor.answer(path, "corriger")
    found = row(terrain)
    assert (found.statut, found.effectif_le, found.verifier_le) == (
        *("transmis", None),
        relais.verifier_le,
    )
    assert "Mission locale corrige sa réponse. De nouveau : Transmis" in terrain.texts(BINOME)[-1]
    await visitor.answer(path, "venue")
    terrain.clock.advance(timedelta(hours=24))
    _status, text = await visitor.get(path)
    assert "Corriger ma réponse" not in text
