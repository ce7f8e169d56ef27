"""What holds for every page, discovered: a guard, a template, a life; a robot changes nothing."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.delivery.lost import Fate, Loss
from bot.discover import DiscoveryError
from bot.feature.door import all_pages
from bot.feature.page import Notice, Page, Renewal, Signed
from bot.rendering import ROOT
from bot.web.pages import pages
from tests.bot.casework.terrain import Terrain
from tests.bot.web.pages.liens_partis import ANSWERS, SENT
from tests.bot.web.pages.soiree import address, robot, rows, soir
from tests.bot.web.visitor import PAGES, Visitor

__all__ = ["soir"]

BROUGHT = tuple(all_pages())
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
every_signed_page = pytest.mark.parametrize(
    "page", [one for one in PAGES if isinstance(one.guard, Signed)], ids=lambda page: page.path
)
LONGEST_LIFE = timedelta(days=400)
SHEET = re.compile(r'name="jeton" value="[^"]*"')
"""Every reading has its own."""


def templates(page: Page) -> Iterator[str]:
    yield page.template
    if isinstance(page.guard, Signed) and isinstance(page.guard.expired, Renewal):
        yield page.guard.expired.template


@every_page
def test_its_templates_lie_beside_it(page: Page) -> None:
    folder = Path(inspect.getfile(page.shows)).parent
    assert [(ROOT / one).parent for one in templates(page)] == [folder] * len([*templates(page)])
    assert all((ROOT / one).is_file() for one in templates(page))


@every_signed_page
def test_its_link_dies_and_opens_nothing_else(page: Page) -> None:
    assert isinstance(page.guard, Signed)
    assert timedelta(0) < page.guard.life <= LONGEST_LIFE
    forms = {one.does.jeton for one in PAGES if one.does}
    assert page.guard.salt not in forms
    for other in PAGES:
        if isinstance(other.guard, Signed) and other.guard.salt == page.guard.salt:
            assert (other.guard.life, other.guard.expired) == (
                page.guard.life,
                page.guard.expired,
            ), "one link opens both: it must die for both"


def test_the_links_already_sent_keep_their_salts_and_their_lives() -> None:
    known = {
        page.path: (
            page.guard.salt,
            page.guard.life.days,
            page.does.jeton if page.does else None,
        )
        for page in PAGES
        if isinstance(page.guard, Signed)
    }
    assert known.items() >= SENT.items()


@every_page
async def test_it_is_read_by_anybody_who_may_and_changes_nothing(
    soir: Terrain, visitor: Visitor, page: Page
) -> None:
    before, path = rows(soir), address(page, visitor)
    status, text = await visitor.get(path)
    assert status in {200, page.gone.status}
    assert status == 200 or not isinstance(page.guard, Signed), "the evening has what it shows"
    for _ in range(3):
        assert (await visitor.client.head(path)).status == status
        again = await visitor.get(path)
        assert (again[0], SHEET.sub("", again[1])) == (status, SHEET.sub("", text))
        assert (await visitor.get(f"{path}?dit=fait"))[0] == status
    assert rows(soir) == before


@every_page
async def test_a_robot_that_sends_every_form_as_it_stands_changes_nothing(
    soir: Terrain, visitor: Visitor, page: Page
) -> None:
    path = address(page, visitor)
    before = rows(soir)
    times = await robot(visitor, path)
    soir.clock.advance(timedelta(seconds=30))
    times += await robot(visitor, path)
    assert rows(soir) == before
    assert bool(times) == bool(page.does) or page.path == "/flou/{token}"
    if page.path in ANSWERS:
        jeton = await visitor.jeton(path) if page.does and page.does.jeton else ""
        answered = await visitor.post(path, jeton=jeton, **ANSWERS[page.path])
        assert answered.status in (200, 303)
        before = rows(soir)
        await robot(visitor, path)
        assert rows(soir) == before
    if isinstance(page.guard, Signed):
        soir.clock.advance(page.guard.life)
        before = rows(soir)
        await robot(visitor, path)
        assert rows(soir) == before


@every_page
async def test_a_form_sent_blindly_does_nothing(
    soir: Terrain, visitor: Visitor, page: Page
) -> None:
    before, path = rows(soir), address(page, visitor)
    refused = 400 if page.does else 405
    for form in ({}, {"jeton": "faux"}, {"jeton": visitor.signer.sign("autre-v1", 1)}):
        assert (await visitor.post(path, **form)).status == refused
    assert rows(soir) == before


@every_signed_page
async def test_forged_and_foreign_links_get_the_very_same_page(
    soir: Terrain, visitor: Visitor, page: Page
) -> None:
    before, path = rows(soir), address(page, visitor)
    token = path.removeprefix(page.path.partition("{")[0]).partition("/")[0]
    answers = set()
    for other in (f"{token[:-3]}AAA", "nimporte-quoi", visitor.signer.sign("autre-v1", 1)):
        answers.add(await visitor.get(page.address(other)))
        response = await visitor.post(page.address(other))
        assert page.does or response.status == 405, "a page that is only read"
        if page.does:
            answers.add((response.status, await response.text()))
    assert len(answers) == 1
    status, text = answers.pop()
    assert status == 404
    assert "Page introuvable" in text
    assert rows(soir) == before


@every_signed_page
async def test_a_link_too_old_opens_nothing_more(
    soir: Terrain, visitor: Visitor, page: Page
) -> None:
    assert isinstance(page.guard, Signed)
    before, path, expired = rows(soir), address(page, visitor), page.guard.expired
    fresh = (await visitor.get(path))[0]
    soir.clock.advance(page.guard.life)
    assert (await visitor.get(path))[0] == fresh
    soir.clock.advance(timedelta(seconds=1))
    status, text = await visitor.get(path)
    if isinstance(expired, Notice):
        assert (status, expired.title in text) == (expired.status, True)
    else:
        assert (status, f'action="{path}/lien"' in text) == (410, True)
    assert (await visitor.client.head(path)).status == status
    assert (await visitor.post(path)).status == (status if page.does else 405)
    assert rows(soir) == before


@every_signed_page
def test_its_letter_once_lost_is_told(soir: Terrain, page: Page) -> None:
    assert isinstance(page.guard, Signed)
    loss = Loss(1, "outbox:9:perdu", "courriel", "ccas@example.org", "550 no such box", Fate.LOST)
    with soir.tx() as tx:
        told = page.guard.lost(tx, loss)
    assert told is not None
    assert told.key == loss.key
    assert loss.reason in told.texte
    assert told.objet


@every_page
def test_two_pages_have_neither_one_address_nor_one_subject(page: Page) -> None:
    with pytest.raises(DiscoveryError, match=r"est à 2 pages"):
        pages(*BROUGHT, page)
    if isinstance(page.guard, Signed):
        with pytest.raises(DiscoveryError, match=page.guard.sujet.genre):
            pages(*BROUGHT, replace(page, path=f"/ailleurs{page.path}"))


def test_a_feature_brings_its_own_after_those_of_the_house() -> None:
    first = PAGES[0]
    assert isinstance(first.guard, Signed)
    sujet = replace(first.guard.sujet, genre="essai")
    own = replace(first, path="/essai/{token}", guard=replace(first.guard, sujet=sujet))
    assert pages(*BROUGHT, own) == (*PAGES, own)
