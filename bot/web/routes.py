"""Every address of the web server on one screen, each with its guard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.web import answers, fiches, grilles, health, pages, requests, subscriptions, venues
from bot.web.guards import (
    Guard,
    acteur_link,
    alerte_link,
    demande_form,
    digest_link,
    old_alerte_link,
    public,
    relais_link,
)
from bot.web.site import SITE, Site

MAX_BODY: Final = 16 * 1024


@dataclass(frozen=True, slots=True)
class Route:
    method: str
    path: str
    guard: Guard
    handler: Handler


ROUTES: Final = (
    Route("GET", "/s/{token}", alerte_link, answers.show),
    Route("POST", "/s/{token}", alerte_link, answers.answer),
    Route("GET", r"/s/{token}/photo/{rang:\d{1,2}}", alerte_link, answers.photo),
    Route("POST", "/s/{token}/lien", old_alerte_link, answers.renew),
    Route("GET", "/r/{token}", relais_link, venues.show),
    Route("POST", "/r/{token}", relais_link, venues.confirm),
    Route("GET", "/g/{token}", acteur_link, grilles.show),
    Route("POST", "/g/{token}", acteur_link, grilles.change),
    Route("GET", "/g/{token}/fiche", acteur_link, fiches.show),
    Route("POST", "/g/{token}/fiche", acteur_link, fiches.answer),
    Route("GET", "/desabonnement/{token}", digest_link, subscriptions.ask),
    Route("POST", "/desabonnement/{token}", digest_link, subscriptions.leave),
    Route("GET", "/demande/{slug}", demande_form, requests.show),
    Route("POST", "/demande/{slug}", demande_form, requests.send),
    Route("GET", "/health", public, health.health),
    Route("GET", "/style.css", public, pages.style),
)


def make_web(site: Site) -> web.Application:
    """The application; the caller runs it without access log, since addresses hold tokens."""
    app = web.Application(middlewares=[pages.in_french], client_max_size=MAX_BODY)
    app[SITE] = site
    for route in ROUTES:
        handler = route.guard(route.handler)
        # A GET answers HEAD too, so that scanners see what they expect and change nothing.
        methods = ("GET", "HEAD") if route.method == "GET" else (route.method,)
        for method in methods:
            app.router.add_route(method, route.path, handler)
    return app
