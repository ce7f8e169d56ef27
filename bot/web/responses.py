"""Answers of the web server: French pages without script, headers that forbid the rest."""

from __future__ import annotations

import logging
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.feature.page import NOT_FOUND, TOO_OFTEN, Notice
from bot.rendering import ROOT, render_html
from bot.web.host import HOST

log = logging.getLogger(__name__)

POLICY: Final = "Content-Security-Policy"
HEADERS: Final = {
    "Cache-Control": "no-store",
    POLICY: "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}

HSTS: Final = "max-age=31536000"
"""A year; the other names of that domain are not ours to speak for."""
INCOMPLETE: Final = Notice(
    400,
    "Formulaire incomplet",
    "La page était trop ancienne ou incomplète. Revenez en arrière et rechargez-la.",
)
BREAKDOWN: Final = Notice(
    500,
    "Panne de notre côté",
    "Rien n'a été enregistré. Réessayez dans quelques minutes ; si cela dure, "
    "répondez au courriel : la coordination le lira.",
)
ABANDONED: Final = {400, 408, 413}
"""Whatever else comes on that connection is not read."""
FAILURES: Final = {
    400: INCOMPLETE,
    404: NOT_FOUND,
    405: Notice(
        405,
        "Action impossible",
        "Cette page ne s'utilise pas ainsi. Ouvrez le lien du courriel.",
    ),
    408: Notice(408, "Envoi trop lent", "Votre réponse n'est pas arrivée entière. Réessayez."),
    413: Notice(413, "Envoi trop volumineux", "Ce formulaire n'attend que quelques mots."),
    429: TOO_OFTEN,
    500: BREAKDOWN,
}
"""What is said of a request that could not be served, by the status of its answer."""


def drawn(template: str, status: int = 200, **values: Any) -> web.Response:
    """The page made of `template` (path from the project's root)."""
    text = render_html(template, **values)
    return web.Response(text=text, status=status, content_type="text/html")


def notice_page(notice: Notice) -> web.Response:
    """A page that says plainly what became of the request, and what to do."""
    values = {"title": notice.title, "text": notice.text}
    return drawn("bot/web/message.html.jinja", notice.status, **values)


WORKS: Final = Notice(
    200,
    "Le lien marche",
    "Cette page est celle de Carnet de rue : les liens de ses courriels s'ouvrent jusqu'ici.",
)


async def trial(_request: web.Request) -> web.Response:
    """Opened by whoever installs the bot, from the one letter sent to try."""
    return notice_page(WORKS)


async def style(_request: web.Request) -> web.Response:
    css = (ROOT / "bot/web/style.css").read_text("utf-8")
    return web.Response(text=css, content_type="text/css")


async def script(_request: web.Request) -> web.Response:
    js = (ROOT / "bot/web/flou.js").read_text("utf-8")
    return web.Response(text=js, content_type="text/javascript")


@web.middleware
async def in_french(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every failure as a page, every answer with the strict headers."""
    try:
        response = await handler(request)
    except web.HTTPException as failure:
        failed = FAILURES.get(failure.status, NOT_FOUND)
        response = notice_page(failed._replace(status=failure.status))
        if failure.status in ABANDONED:
            response.force_close()
        if "Allow" in failure.headers:
            response.headers["Allow"] = failure.headers["Allow"]
    except Exception:
        # The last resort of a request: told to the visitor, kept in the log, hurting no other.
        log.exception("request failed", extra={"route": _route_name(request)})
        response = notice_page(BREAKDOWN)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


async def unnamed(_request: web.Request, response: web.StreamResponse) -> None:
    """Just before it leaves: nothing tells which server answers, nor its version."""
    response.headers.pop("Server", None)


@web.middleware
async def with_ground(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Pictures of the servers of tiles that the files name, if any, are shown too."""
    response = await handler(request)
    named = (one.config.reglages.tuiles for one in request.app[HOST].programmes.values())
    origins = sorted({f"https://{urlsplit(address).netloc}" for address in named if address})
    if origins:
        shown = " ".join(("img-src 'self'", *origins))
        response.headers[POLICY] = HEADERS[POLICY].replace("img-src 'self'", shown)
    return response


@web.middleware
async def never_in_clear(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Behind an address in https, browsers are told never to come back without it."""
    response = await handler(request)
    response.headers["Strict-Transport-Security"] = HSTS
    return response


def _route_name(request: web.Request) -> str:
    """The pattern of the address, never the address: it holds a token."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "?"
