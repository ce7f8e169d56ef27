"""Answers of the web server: French pages without script, headers that forbid the rest."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from typing import Any, Final

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.rendering import ROOT, render_html

log = logging.getLogger(__name__)

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}

WORDS: Final[dict[int, tuple[str, str]]] = {
    400: (
        "Formulaire incomplet",
        "La page était trop ancienne ou incomplète. Revenez en arrière et rechargez-la.",
    ),
    404: (
        "Page introuvable",
        "Ce lien n'existe pas ou n'est pas complet. Recopiez-le en entier depuis le courriel.",
    ),
    405: ("Action impossible", "Cette page ne s'utilise pas ainsi. Ouvrez le lien du courriel."),
    413: ("Envoi trop volumineux", "Ce formulaire n'attend que quelques mots."),
    429: ("Trop d'envois", "Patientez une minute, puis recommencez."),
    500: (
        "Panne de notre côté",
        "Rien n'a été enregistré. Réessayez dans quelques minutes ; si cela dure, "
        "répondez au courriel : la coordination le lira.",
    ),
}


def page(template: str, status: int = 200, **values: Any) -> web.Response:
    """The page made of bot/web/`template`."""
    return web.Response(
        text=render_html(f"bot/web/{template}", **values), status=status, content_type="text/html"
    )


async def posted(request: web.Request) -> dict[str, str]:
    """What a form sent, as text."""
    return {name: str(value) for name, value in (await request.post()).items()}


def reading(form: Mapping[str, str]) -> str:
    """One key for one reading of a page and one set of answers: a reload is recognised (P4)."""
    content = "\n".join(f"{name}={form[name]}" for name in sorted(form))
    return hashlib.sha256(content.encode()).hexdigest()


def problem(status: int) -> web.Response:
    """A page that says plainly what went wrong and what to do; always the same for a status."""
    title, text = WORDS.get(status, WORDS[404])
    return page("message.html.jinja", status, title=title, text=text)


async def style(_request: web.Request) -> web.Response:
    css = (ROOT / "bot/web/style.css").read_text("utf-8")
    return web.Response(text=css, content_type="text/css")


@web.middleware
async def in_french(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every failure as a page, every answer with the strict headers."""
    try:
        response = await handler(request)
    except web.HTTPException as failure:
        response = problem(failure.status)
        if "Allow" in failure.headers:
            response.headers["Allow"] = failure.headers["Allow"]
    except Exception:
        # The last resort of a request: told to the visitor, kept in the log, hurting no other.
        log.exception("request failed", extra={"route": _route_name(request)})
        response = problem(500)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _route_name(request: web.Request) -> str:
    """The pattern of the address, never the address: it holds a token."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "?"
