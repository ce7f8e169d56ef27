"""The page's own routes: itself, its state as it changes, its letters, and what a visitor does."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.clock import PARIS, paris
from bot.sandbox.ground import Ground
from bot.sandbox.page import acts as gestes
from bot.sandbox.page import courriels
from bot.sandbox.page.guard import from_here_only
from bot.sandbox.page.state import GROUND, revision, state

STOPPING: web.AppKey[asyncio.Event] = web.AppKey("stopping", asyncio.Event)
HERE = Path(__file__).parent
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
NO_STORE = {"Cache-Control": "no-store"}
HEADERS = {
    **NO_STORE,
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
LOOK_SECONDS = 0.08
QUIET_LOOKS = 150
LONGEST_JUMP = timedelta(days=31)
LONGEST_PAST = 8
"""Weeks that a visitor may ask for: some ten seconds are needed to live them."""


def add_page(app: web.Application, ground: Ground) -> None:
    """Serve the page at `/`, guard the whole application, and say when it stops."""
    app[GROUND] = ground
    app[STOPPING] = asyncio.Event()
    app.middlewares.append(from_here_only)
    app.on_shutdown.append(_stop)
    app.router.add_get("/", _file(HERE / "index.html"))
    for path in sorted(HERE.iterdir()):
        if path.suffix in (".css", ".js"):
            app.router.add_get(f"/terrain/{path.name}", _file(path))
    app.router.add_get("/terrain/etat", get_etat)
    app.router.add_get("/terrain/flux", get_flux)
    app.router.add_post("/terrain/horloge", post_horloge)
    app.router.add_post("/terrain/recommencer", post_recommencer)
    courriels.add_routes(app)
    gestes.add_routes(app)


async def get_etat(request: web.Request) -> web.Response:
    return web.json_response(state(request.app[GROUND]), headers=NO_STORE)


async def get_flux(request: web.Request) -> web.StreamResponse:
    """The state, then the state again after each change (server-sent events)."""
    ground, stopping = request.app[GROUND], request.app[STOPPING]
    headers = {"Content-Type": "text/event-stream", **NO_STORE}
    stream = web.StreamResponse(headers=headers)
    await stream.prepare(request)
    seen, quiet = "", 0
    while not stopping.is_set() and _listens(request):
        now = revision(ground)
        quiet += 1
        if now != seen:
            await stream.write(f"data: {json.dumps(state(ground))}\n\n".encode())
            seen, quiet = now, 0
        elif quiet % QUIET_LOOKS == 0:
            # A word from time to time: else a sleeping connection would look like a dead one.
            await stream.write(b": toujours la\n\n")
        await asyncio.sleep(LOOK_SECONDS)
    return stream


async def post_horloge(request: web.Request) -> web.Response:
    """Move the clock: {"avance": seconds} or {"vers": "lundi-8h"}."""
    ground, body = request.app[GROUND], await gestes.read_body(request)
    await ground.move(_destination(body, ground.clock.now()))
    return web.json_response(state(ground), headers=NO_STORE)


async def post_recommencer(request: web.Request) -> web.Response:
    """All anew; {"semaines": 8} gives the evening that long a past."""
    weeks = (await gestes.read_body(request)).get("semaines")
    if weeks is not None and not (isinstance(weeks, int) and 0 <= weeks <= LONGEST_PAST):
        raise gestes.refusal(f"De 0 à {LONGEST_PAST} semaines.")
    await request.app[GROUND].restart(weeks)
    return web.json_response(state(request.app[GROUND]), headers=NO_STORE)


def next_monday(now: datetime) -> datetime:
    """The first Monday 08:00 in Paris after `now` (aware)."""
    local = paris(now)
    monday = local.date() + timedelta(days=-local.weekday() % 7)
    coming = datetime.combine(monday, time(8), PARIS)
    if coming > now:
        return coming
    return datetime.combine(monday + timedelta(days=7), time(8), PARIS)


def _destination(body: dict[str, Any], now: datetime) -> datetime:
    if body.get("vers") == "lundi-8h":
        return next_monday(now)
    seconds = body.get("avance")
    if not isinstance(seconds, int | float) or not 0 < seconds <= LONGEST_JUMP.total_seconds():
        raise gestes.refusal("L'horloge n'avance que vers demain, de 31 jours au plus.")
    return now + timedelta(seconds=seconds)


def _file(path: Path) -> Handler:
    headers = {**HEADERS, "Content-Type": f"{KINDS[path.suffix]}; charset=utf-8"}

    async def serve(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=path.read_bytes(), headers=headers)

    return serve


def _listens(request: web.Request) -> bool:
    return request.transport is not None and not request.transport.is_closing()


async def _stop(app: web.Application) -> None:
    """End the streams, or stopping would wait for them."""
    app[STOPPING].set()
