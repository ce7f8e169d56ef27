"""Every address of the web server, each with its guard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.feature.page import Named, Page, Renewal, Signed
from bot.web import health, metrics, responses, visits
from bot.web.guards import guarded
from bot.web.host import HOST, WebHost
from bot.web.open311 import serveur

MAX_BODY: Final = 16 * 1024
TRIAL: Final = "/essai"
"""Where the letter of `carnet doctor --courriel` leads."""


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str
    guard: Signed | Named | None
    """None: open to all, and shows nothing of the street but what the file has published."""
    handler: Handler


def routes(pages: Iterable[Page]) -> Iterator[Route]:
    """Those of every page, then those that are no page."""
    for page in pages:
        yield from _of_page(page)
    yield Route("GET", "/health", None, health.health)
    yield Route("GET", metrics.PATH, None, metrics.metrics)
    yield Route("GET", TRIAL, None, responses.trial)
    yield Route("GET", "/style.css", None, responses.style)
    yield Route("GET", "/flou.js", None, responses.script)
    for method in ("GET", "POST"):
        yield Route(method, serveur.PATH, None, serveur.serve)


def _of_page(page: Page) -> Iterator[Route]:
    def route(method: str, beyond: str, handler: Handler, **options: Any) -> Route:
        return Route(method, page.path + beyond, page.guard, guarded(page, handler, **options))

    yield route("GET", "", partial(visits.show, page))
    if page.does:
        yield route("POST", "", partial(visits.send, page, page.does))
    if page.photos:
        yield route("GET", r"/photo/{rang:\d{1,2}}", partial(visits.photo, page.photos))
    if page.fichiers:
        yield route("GET", r"/fichier/{rang:\d{1,2}}", partial(visits.fichier, page))
    if isinstance(page.guard, Signed) and isinstance(page.guard.expired, Renewal):
        renewed = partial(visits.renew, page, page.guard.expired)
        yield route("POST", "/lien", renewed, however_old=True)


def make_web(host: WebHost, pages: Iterable[Page]) -> web.Application:
    """The application; the caller runs it without access log, since addresses hold tokens."""
    first = [responses.never_in_clear] if host.secure else []
    app = web.Application(
        middlewares=[*first, responses.with_ground, responses.in_french], client_max_size=MAX_BODY
    )
    app[HOST] = host
    app.on_response_prepare.append(responses.unnamed)
    for route in routes(pages):
        # A GET answers HEAD too, so that scanners see what they expect and change nothing.
        methods = ("GET", "HEAD") if route.method == "GET" else (route.method,)
        for method in methods:
            app.router.add_route(method, route.path, route.handler)
    return app
