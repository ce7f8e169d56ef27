"""The signed page of the shared grid: what a partner sees, adds, takes away, and never sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest

from bot.casework.grille import courrier as courrier_grille
from bot.signing import LIEN
from bot.web.host import HOST
from bot.web.pages.partenaire import CLOSED
from storage import grille
from storage.dispositif import load, packaged
from storage.machine import outbox
from storage.models import ACTEUR, DispositifRow, PresenceActeur
from storage.programme import Programme
from storage.referential import synchronise
from storage.work import Work
from tests.bot.casework.terrain import Terrain
from tests.bot.web.visitor import Visitor

MISSION, MISSION_LABEL = "pa-mission-locale", "Mission locale"
JEUDI = {"quartier": "etouvie", "jour": "2026-11-19", "de": "14:00", "a": "17:00"}


def link(terrain: Terrain, visitor: Visitor, partenaire: str = MISSION) -> str:
    with terrain.tx() as tx:
        return visitor.to(ACTEUR, grille.lien(tx, terrain.programme, partenaire))


@pytest.fixture
def page(terrain: Terrain, visitor: Visitor) -> str:
    return link(terrain, visitor)


def kept(terrain: Terrain) -> list[tuple[str, str, str]]:
    with terrain.tx() as tx:
        rows = tx.query(PresenceActeur).filter(PresenceActeur.supprimee_le.is_(None)).all()
        return [(row.acteur, row.quartier, row.jour.isoformat()) for row in rows]


async def add(visitor: Visitor, page: str, **changes: str) -> tuple[int, str]:
    """Read the page, fill the form, follow the redirection."""
    form = JEUDI | changes | {"jeton": await visitor.jeton(page)}
    response = await visitor.client.post(page, data=form)
    return response.status, await response.text()


async def test_the_page_shows_two_weeks_without_binome_site_or_person(
    visitor: Visitor, page: str
) -> None:
    status, text = await visitor.get(page)
    assert status == 200
    for fact in (
        MISSION_LABEL,
        "Semaine du lundi 16 novembre",
        "Semaine du lundi 23 novembre",
        "<h3>Étouvie</h3>",
        "17 h - 21 h, médiateurs de rue",
        "Personne le dimanche.",
        "Personne cette semaine : Pierre Rollin",
    ):
        assert fact in text, fact
    assert "Binôme" not in text
    assert "Site A" not in text


async def test_a_slot_is_added_under_the_partner_s_own_name(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    status, text = await add(visitor, page)
    assert status == 200
    assert "C&#39;est noté : votre créneau est dans la grille." in text
    assert "14 h - 17 h, Mission locale ; 17 h - 21 h, médiateurs de rue" in text
    assert kept(terrain) == [(MISSION_LABEL, "etouvie", "2026-11-19")]


async def test_the_answer_leads_back_so_that_a_reload_repeats_nothing(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    jeton = await visitor.jeton(page)
    for said in ("ajoute", "deja"):
        response = await visitor.post(page, jeton=jeton, **JEUDI)
        assert response.status == 303
        assert response.headers["Location"] == f"{page}?dit={said}"
    assert len(kept(terrain)) == 1


async def test_one_s_own_slot_is_taken_away_and_another_s_is_not(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    await add(visitor, page)
    other = link(terrain, visitor, "pa-ccas")
    response = await visitor.post(other, jeton=await visitor.jeton(other), retirer="1")
    assert response.headers["Location"].endswith("?dit=absent")
    assert len(kept(terrain)) == 1
    response = await visitor.post(page, jeton=await visitor.jeton(page), retirer="1")
    assert response.headers["Location"].endswith("?dit=retire")
    assert kept(terrain) == []
    terrain.clock.advance(timedelta(hours=23))
    assert "Remettre le créneau choisi" in (await visitor.get(page))[1]
    for number, said in (("2", "absent"), ("1", "remis"), ("1", "absent")):
        response = await visitor.post(page, jeton=await visitor.jeton(page), remettre=number)
        assert response.headers["Location"].endswith(f"?dit={said}")
    assert len(kept(terrain)) == 1
    await visitor.post(page, jeton=await visitor.jeton(page), retirer="1")
    terrain.clock.advance(timedelta(hours=25))
    assert "Remettre" not in (await visitor.get(page))[1]
    for number in ("abc", "9" * 40, "-1", "٣"):
        response = await visitor.post(page, jeton=await visitor.jeton(page), retirer=number)
        assert response.headers["Location"].endswith("?dit=absent")


async def test_a_scanner_that_follows_sends_heads_and_posts_blindly_changes_nothing(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    for _ in range(5):
        assert (await visitor.get(page))[0] == 200
        assert (await visitor.client.head(page)).status == 200
        assert (await visitor.post(page)).status in (400, 429)
    assert (await visitor.post(page, jeton="faux", **JEUDI)).status == 400
    assert kept(terrain) == []


async def test_a_form_of_another_partner_is_not_accepted(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    jeton = await visitor.jeton(link(terrain, visitor, "pa-ccas"))
    assert (await visitor.post(page, jeton=jeton, **JEUDI)).status == 400
    assert kept(terrain) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"quartier": "ailleurs"}, "Choisissez un quartier"),
        ({"quartier": ""}, "Choisissez un quartier"),
        ({"jour": "2026-11-16"}, "Choisissez un jour"),
        ({"jour": "2027-01-01"}, "Choisissez un jour"),
        ({"jour": "demain"}, "Choisissez un jour"),
        ({"de": ""}, "deux heures"),
        ({"de": "17:00", "a": "14:00"}, "deux heures"),
        ({"a": "<script>"}, "deux heures"),
    ],
)
async def test_a_form_that_makes_no_sense_is_asked_again_with_what_was_typed(
    terrain: Terrain, visitor: Visitor, page: str, changes: dict[str, str], said: str
) -> None:
    status, text = await add(visitor, page, **changes)
    assert status == 400
    assert said in text
    assert 'role="alert"' in text
    assert "<script" not in text
    for name in ("jour", "de", "a"):
        if name not in changes:
            assert f'value="{JEUDI[name]}"' in text
    assert kept(terrain) == []


async def test_a_link_hammered_asks_for_patience(visitor: Visitor, page: str) -> None:
    statuses = [(await visitor.post(page)).status for _ in range(12)]
    assert statuses == [400] * 10 + [429] * 2
    assert (await visitor.get(page))[0] == 200


async def test_forged_unknown_and_other_links_open_nothing(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    for path in (
        f"{page[:-3]}AAA",
        "/g/nimporte-quoi",
        f"/g/{visitor.signer.sign('relais-v1', 1)}",
    ):
        status, text = await visitor.get(path)
        assert status == 404
        assert "Page introuvable" in text
    assert (await visitor.get(visitor.to(ACTEUR, 999)))[0] == 410
    assert (await visitor.get(page.replace("/g/", "/r/")))[0] == 404


async def test_the_link_lives_ninety_days(terrain: Terrain, visitor: Visitor, page: str) -> None:
    terrain.clock.advance(timedelta(days=90))
    assert (await visitor.get(page))[0] == 200
    terrain.clock.advance(timedelta(days=1))
    status, text = await visitor.get(page)
    assert status == 410
    assert "Ce lien a expiré" in text
    assert (await visitor.post(page, **JEUDI)).status == 410


async def test_a_partner_retired_from_the_annuaire_is_shown_nothing_more(
    terrain: Terrain, visitor: Visitor, page: str
) -> None:
    jeton = await visitor.jeton(page)
    gone = tuple(
        one.model_copy(update={"actif": one.slug != MISSION})
        for one in terrain.programme.config.annuaire
    )
    config = terrain.programme.config.model_copy(update={"annuaire": gone})
    serve(visitor, terrain, replace(terrain.programme, config=config))
    status, text = await visitor.get(page)
    assert status == 410
    assert CLOSED.title.replace("'", "&#39;") in text
    assert (await visitor.post(page, jeton=jeton, **JEUDI)).status == 410
    assert kept(terrain) == []


async def test_two_programmes_do_not_mix(terrain: Terrain, visitor: Visitor, page: str) -> None:
    await add(visitor, page)
    with terrain.tx() as tx:
        tx.add(DispositifRow(slug="mons", nom="", empreinte="", charge_le=terrain.clock.now()))
        tx.flush()
        mons = synchronise(tx, load(packaged("mons")), terrain.clock.now())
        lien = grille.lien(tx, mons, MISSION)
    visitor_programmes(visitor)[mons.id] = mons
    theirs = visitor.to(ACTEUR, lien)
    status, text = await visitor.get(theirs)
    assert status == 200
    assert "Nouveau Mons" in text
    assert "Étouvie" not in text
    assert "14 h - 17 h" not in text, "the same label in another programme is another actor"
    assert (await add(visitor, theirs))[0] == 400, "a quartier of Amiens is unknown in Mons"
    await add(visitor, theirs, quartier="nouveau-mons")
    assert "Nouveau Mons" not in (await visitor.get(page))[1]


async def test_the_letter_names_the_partner_s_link_and_nobody(
    terrain: Terrain, visitor: Visitor
) -> None:
    with terrain.tx() as tx:
        sent = courrier_grille.send(
            Work(tx, terrain.programme, terrain.clock.now()),
        )
    (letter,) = terrain.outbox("mission-locale@amiens.example.org")
    assert sent == len(courrier_grille.addressees(terrain.programme))
    genre, lien = outbox.read_sujet(letter.sujet) or ("", 0)
    assert genre == "acteur"
    status, text = await visitor.get(visitor.to(ACTEUR, lien))
    assert status == 200
    assert MISSION_LABEL in text
    assert letter.contenu[LIEN] in letter.contenu["text"]
    assert "« Mission locale »" in letter.contenu["text"]


def visitor_programmes(visitor: Visitor) -> dict[int, Programme]:
    """The programmes that the pages serve, to be changed under their feet."""
    return cast("dict[int, Programme]", visitor.client.app[HOST].programmes)


def serve(visitor: Visitor, terrain: Terrain, programme: Programme) -> None:
    visitor_programmes(visitor)[terrain.programme.id] = programme
