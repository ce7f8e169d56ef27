"""How a page is served: what its functions answer becomes HTTP, whatever page it is."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from bot.delivery.channels import to_chat
from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.feature.page import FormAction, Notice, Page, PageVisit, Signed, ToMend
from bot.signing import Signer
from bot.web.host import WebHost
from bot.web.routes import make_web
from storage.machine.outbox import Lane, Message, Sujet, post
from storage.models import Bail
from tests.bot.casework.terrain import Terrain
from tests.bot.web.visitor import Visitor

GONE = Notice(410, "Parti", "Il n'y a plus rien.")
SECRET = "numéro 12 déjà pris"


def shows(visit: PageVisit) -> dict[str, Any] | None:
    shown = {"title": f"ligne {visit.id}", "text": f"dit « {visit.outcome} »"}
    return None if visit.id == 404 else shown


def does(visit: PageVisit) -> str | Notice | None:
    """What the field « fin » asks for, once a row is written."""
    visit.tx.add(Bail(nom="essai", titulaire=str(visit.id), expire_le=visit.now))
    visit.tx.flush()
    if visit.form["fin"] != "parti":
        post(visit.tx, visit.now, Message("essai", Lane.PROMPT, to_chat(7)))
    ends: dict[str, Callable[[], str | Notice | None]] = {
        "mot": lambda: "fait",
        "rien": lambda: "",
        "avis": lambda: Notice(202, "Reçu", "Nous lisons."),
        "parti": lambda: None,
    }
    if visit.form["fin"] == "mal":
        raise ToMend("Recommencez.")
    if visit.form["fin"] == "panne":
        raise ValueError(SECRET)
    return ends[visit.form["fin"]]()


PAGE = Page(
    path="/essai/{token}",
    guard=Signed(
        sujet=Sujet("essai"),
        salt="essai-v1",
        life=timedelta(days=1),
        expired=GONE,
        lost=any_message,
    ),
    droit=Droit.REPONDRE_ALERTE,
    template="bot/web/message.html.jinja",
    shows=shows,
    gone=GONE,
    does=FormAction("essai-jeton-v1", does),
)
ALBUM = replace(PAGE, path="/album/{token}", does=None, photos=lambda visit: ["a.jpg", "b.jpg"])


@pytest.fixture
async def passer(terrain: Terrain, tmp_path: Path) -> AsyncIterator[Visitor]:
    """A browser before a server that has these two pages only."""
    woken: list[bool] = []

    async def probe() -> dict[str, object]:
        return {"ok": True}

    signer = Signer(["une-cle-de-trente-deux-caracteres-ou-plus"], terrain.clock)
    terrain.database.on_posted = lambda _posted: woken.append(True)
    host = WebHost(terrain.database, {}, terrain.clock, signer, tmp_path, probe, probe)
    async with TestClient(TestServer(make_web(host, (PAGE, ALBUM)))) as client:
        yield Visitor(client, terrain, signer, tmp_path, {}, woken)


def opened(passer: Visitor, id: int = 12, page: Page = PAGE) -> str:
    return page.address(passer.signer.sign("essai-v1", id))


async def ended(passer: Visitor, fin: str) -> tuple[int, str, str]:
    """Status, place to go, page."""
    jeton = passer.signer.sign("essai-jeton-v1", 12)
    response = await passer.post(opened(passer), jeton=jeton, fin=fin)
    return response.status, response.headers.get("Location", ""), await response.text()


def written(terrain: Terrain) -> list[str]:
    with terrain.tx() as tx:
        return list(tx.scalars(select(Bail.titulaire).where(Bail.nom == "essai")))


async def test_it_shows_what_its_link_names_and_the_word_of_the_last_form(
    passer: Visitor,
) -> None:
    status, text = await passer.get(f"{opened(passer)}?dit=fait")
    assert (status, "ligne 12" in text, "dit « fait »" in text) == (200, True, True)
    status, text = await passer.get(opened(passer, 404))
    assert (status, GONE.title in text) == (410, True)


@pytest.mark.parametrize(("fin", "query"), [("mot", "?dit=fait"), ("rien", "")])
async def test_a_word_leads_back_to_the_page(
    terrain: Terrain, passer: Visitor, fin: str, query: str
) -> None:
    status, place, _text = await ended(passer, fin)
    assert (status, place) == (303, f"{opened(passer)}{query}")
    assert written(terrain) == ["12"]
    assert passer.woken


async def test_a_notice_is_shown_at_once(terrain: Terrain, passer: Visitor) -> None:
    status, _place, text = await ended(passer, "avis")
    assert (status, "Nous lisons." in text) == (202, True)
    assert written(terrain) == ["12"]


async def test_what_is_no_more_is_said_to_be_gone(passer: Visitor) -> None:
    status, _place, text = await ended(passer, "parti")
    assert (status, GONE.text.replace("'", "&#39;") in text) == (410, True)
    assert passer.woken == []


async def test_what_is_to_be_mended_undoes_what_was_written(
    terrain: Terrain, passer: Visitor
) -> None:
    status, _place, text = await ended(passer, "mal")
    assert (status, "ligne 12" in text) == (400, True)
    assert written(terrain) == []
    assert passer.woken == []


async def test_a_fault_of_ours_is_never_read_as_advice(terrain: Terrain, passer: Visitor) -> None:
    status, _place, text = await ended(passer, "panne")
    assert (status, SECRET in text) == (500, False)
    assert written(terrain) == []


async def test_a_page_without_a_form_takes_none(passer: Visitor) -> None:
    response = await passer.post(opened(passer, page=ALBUM))
    assert response.status == 405
    assert response.headers["Allow"] == "GET,HEAD"


async def test_photos_are_served_by_their_rank_while_their_files_are_there(
    passer: Visitor,
) -> None:
    (passer.photos_dir / "b.jpg").write_bytes(b"jpeg")
    album = opened(passer, page=ALBUM)
    response = await passer.client.get(f"{album}/photo/1")
    assert (response.content_type, await response.read()) == ("image/jpeg", b"jpeg")
    for rank in (0, 2):
        assert (await passer.get(f"{album}/photo/{rank}"))[0] == 404
    assert (await passer.get(f"{opened(passer)}/photo/1"))[0] == 404
