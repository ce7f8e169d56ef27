"""Every address has its guard, its headers, and its failures in French."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer, make_mocked_request

from bot.feature.page import Named, Signed
from bot.web.host import HOST
from bot.web.open311.serveur import PATH
from bot.web.responses import in_french
from bot.web.routes import MAX_BODY, make_web, routes
from tests.bot.casework.terrain import Terrain
from tests.bot.web.visitor import PAGES, Visitor

OPEN_TO_ALL = {"/health", "/metrics", "/style.css", "/flou.js", "/essai", PATH}
NAMED = {"/demande/{slug}", "/chiffres/{slug}"}
WITHOUT_LINK = NAMED | OPEN_TO_ALL
"""What needs no signed link: pages that show nothing of the street, and the form for requests."""
ROUTES = tuple(routes(PAGES))


def test_every_route_is_guarded_by_a_signed_link_unless_it_shows_nothing() -> None:
    for route in ROUTES:
        assert isinstance(route.guard, Signed) == (route.path not in WITHOUT_LINK), route.path
        assert (route.guard is None) == (route.path in OPEN_TO_ALL), route.path
        assert isinstance(route.guard, Named) == (route.path in NAMED), route.path


def test_a_guard_reads_a_token_only_where_the_address_has_one() -> None:
    for route in ROUTES:
        assert ("{token}" in route.path) == isinstance(route.guard, Signed), route.path


def test_the_addresses_are_those_of_the_links_already_sent() -> None:
    assert {(route.method, route.path) for route in ROUTES} >= {
        ("GET", "/s/{token}"),
        ("POST", "/s/{token}"),
        ("GET", r"/s/{token}/photo/{rang:\d{1,2}}"),
        ("POST", "/s/{token}/lien"),
        ("GET", "/r/{token}"),
        ("POST", "/r/{token}"),
        ("GET", "/g/{token}"),
        ("POST", "/g/{token}"),
        ("GET", "/g/{token}/fiche"),
        ("POST", "/g/{token}/fiche"),
        ("GET", "/desabonnement/{token}"),
        ("POST", "/desabonnement/{token}"),
        ("GET", "/demande/{slug}"),
        ("POST", "/demande/{slug}"),
        ("GET", "/health"),
        ("GET", "/style.css"),
    }


@pytest.mark.parametrize(
    "path", ["/health", "/s/faux", "/nulle-part", "/desabonnement/faux", "/r/faux", "/g/faux"]
)
async def test_every_answer_forbids_scripts_frames_caches_and_robots(
    visitor: Visitor, path: str
) -> None:
    headers = (await visitor.client.get(path)).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Robots-Tag"].startswith("noindex")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Server" not in headers, "which version answers is a stranger's to guess"


@pytest.mark.parametrize(("secure", "said"), [(True, "max-age=31536000"), (False, None)])
async def test_behind_https_a_browser_never_comes_back_in_clear(
    visitor: Visitor, *, secure: bool, said: str | None
) -> None:
    app = make_web(replace(visitor.client.app[HOST], secure=secure), PAGES)
    async with TestClient(TestServer(app)) as client:
        assert (await client.get("/style.css")).headers.get("Strict-Transport-Security") == said


async def test_pages_use_no_script_and_nothing_from_elsewhere(
    terrain: Terrain, visitor: Visitor
) -> None:
    terrain.emit()
    _status, text = await visitor.get(visitor.link())
    assert '<html lang="fr">' in text
    assert "<script" not in text
    assert "style=" not in text, "the policy forbids inline styles"
    assert text.count("https://") == text.count("https://www.openstreetmap.org/")


async def test_the_style_sheet_is_served(visitor: Visitor) -> None:
    response = await visitor.client.get("/style.css")
    assert response.content_type == "text/css"
    assert ":focus-visible" in await response.text()


async def test_an_unknown_page_is_said_in_french(visitor: Visitor) -> None:
    status, text = await visitor.get("/nulle-part")
    assert status == 404
    assert "Page introuvable" in text


async def test_a_wrong_method_is_said_in_french_with_the_right_ones(visitor: Visitor) -> None:
    response = await visitor.client.put(visitor.link())
    assert response.status == 405
    assert "Action impossible" in await response.text()
    assert "POST" in response.headers["Allow"]


async def test_a_form_too_large_is_said_in_french(terrain: Terrain, visitor: Visitor) -> None:
    terrain.emit()
    response = await visitor.post(visitor.link(), reponse="x" * (MAX_BODY + 1))
    assert response.status == 413
    assert "Envoi trop volumineux" in await response.text()


async def test_a_link_hammered_asks_for_patience(terrain: Terrain, visitor: Visitor) -> None:
    terrain.emit()
    link = visitor.link()
    statuses = [(await visitor.post(link)).status for _ in range(12)]
    assert statuses == [400] * 10 + [429] * 2
    assert (await visitor.get(link))[0] == 200


async def test_a_breakdown_of_ours_is_a_plain_page_and_leaks_nothing(
    terrain: Terrain, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    terrain.emit()
    link = visitor.link()
    terrain.database.engine.dispose()
    terrain.database.close()
    status, text = await visitor.get(link)
    assert status == 500
    assert "Panne de notre côté" in text
    assert "Traceback" not in text
    assert link.removeprefix("/s/") not in caplog.text


async def test_health_says_what_the_probe_says(visitor: Visitor) -> None:
    response = await visitor.client.get("/health")
    assert response.status == 200
    assert await response.json() == {"ok": True, "database": "ok", "risques": []}
    visitor.seen["ok"] = False
    assert (await visitor.client.get("/health")).status == 503


@pytest.mark.parametrize(
    ("seen", "risk"),
    [
        ({"attend_depuis": {"a_traiter": 301, "a_envoyer": 0}}, ["a_traiter"]),
        ({"attend_depuis": {"a_traiter": 0, "a_envoyer": 601}}, ["a_envoyer"]),
        ({"dernier_tic": 301}, ["dernier_tic"]),
        ({"ecrit": False}, ["disque"]),
        ({"place_libre_mo": 99}, ["disque"]),
        ({"a_reprendre": 1}, ["en_quarantaine"]),
        ({"en_quarantaine": 1, "non_remis": 3, "dernier_tic": None}, []),
    ],
)
async def test_health_names_the_promise_that_is_at_risk(
    visitor: Visitor, seen: dict[str, Any], risk: list[str]
) -> None:
    visitor.seen.update(seen)
    response = await visitor.client.get("/health")
    assert (response.status, (await response.json())["risques"]) == (503 if risk else 200, risk)


@pytest.mark.parametrize(
    ("failure", "title"),
    [
        (web.HTTPBadRequest, "Formulaire incomplet"),
        (web.HTTPInternalServerError, "Panne de notre"),
    ],
)
async def test_a_failure_of_the_server_is_said_for_what_it_is(
    failure: type[web.HTTPException], title: str
) -> None:
    async def failing(_request: web.Request) -> web.StreamResponse:
        raise failure

    response = await in_french(make_mocked_request("GET", "/"), failing)
    assert isinstance(response, web.Response)
    assert response.status == failure.status_code
    assert title in (response.text or "")
