"""Who may speak to the practice ground: this machine's own browser, on the ground's own page."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.sim_routes import is_loopback

READING = frozenset({"GET", "HEAD"})


@web.middleware
async def from_here_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse a Host that is not this machine (a name rebound to it), and deeds of other pages."""
    host = urlsplit(f"//{request.host}").hostname
    if not host or not is_loopback(host):
        return _refused("cette adresse n'est servie qu'à cette machine")
    origin = request.headers.get("Origin")
    # Programs send no Origin; a browser always sends one with a deed.
    if request.method not in READING and origin not in (None, f"http://{request.host}"):
        return _refused("demande venue d'une autre page")
    return await handler(request)


def _refused(words: str) -> web.Response:
    return web.json_response({"erreur": f"Refusé : {words}."}, status=403)
