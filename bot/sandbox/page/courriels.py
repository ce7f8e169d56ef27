"""The letters of the mailbox, each shown as HTML, as text, or as it travelled."""

from __future__ import annotations

import re

from aiohttp import web

from bot.sandbox.mailbox import Courriel
from bot.sandbox.page.state import GROUND

# Nothing in a letter may run, nor fetch anything but its own pictures; its links open elsewhere.
POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox; frame-ancestors 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)
LINKS_ELSEWHERE = '<base target="_blank">'


def add_routes(app: web.Application) -> None:
    start = r"/terrain/courriels/{number:\d+}"
    app.router.add_get(f"{start}/html", get_html)
    app.router.add_get(f"{start}/texte", get_texte)
    app.router.add_get(f"{start}/source", get_source)
    app.router.add_get(start + "/image/{cid}", get_image)


async def get_html(request: web.Request) -> web.Response:
    html = _courriel(request).html
    if not html:
        raise web.HTTPNotFound(text="Ce courriel n'a pas de version HTML.")
    head = HEAD.search(html)
    at = head.end() if head else 0
    shown = html[:at] + LINKS_ELSEWHERE + html[at:]
    return web.Response(text=shown, content_type="text/html", headers=HEADERS)


async def get_texte(request: web.Request) -> web.Response:
    return web.Response(text=_courriel(request).text, headers=HEADERS)


async def get_source(request: web.Request) -> web.Response:
    source = _courriel(request).source.decode("utf-8", "replace")
    return web.Response(text=source, headers=HEADERS)


async def get_image(request: web.Request) -> web.Response:
    piece = _courriel(request).images.get(request.match_info["cid"])
    if piece is None or not piece.mime.startswith("image/"):
        raise web.HTTPNotFound(text="Cette image n'est pas dans le courriel.")
    return web.Response(body=piece.data, content_type=piece.mime, headers=HEADERS)


def _courriel(request: web.Request) -> Courriel:
    try:
        return request.app[GROUND].mailbox.find(int(request.match_info["number"]))
    except LookupError:
        raise web.HTTPNotFound(text="Ce courriel n'est plus là.") from None
