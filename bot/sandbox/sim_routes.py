"""The `/sim/` routes: the world driven and read over HTTP, from this machine only."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox.burst import Bursts, Plan
from bot.sandbox.refusals import Json, Refusal
from bot.sandbox.sim_acts import ACTS
from bot.sandbox.sim_state import calls, state
from bot.sandbox.transcript import render
from bot.sandbox.wire import WORLD

SimHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]
BURSTS: web.AppKey[Bursts] = web.AppKey("bursts", Bursts)
PICTURE_TYPES = {b"\xff": "image/jpeg", b"\x89": "image/png", b"G": "image/gif"}


def add_routes(app: web.Application) -> None:
    app[BURSTS] = Bursts(app[WORLD])
    app.router.add_get("/sim/state", guarded(get_state))
    app.router.add_get("/sim/calls", guarded(get_calls))
    app.router.add_get("/sim/transcript", guarded(get_transcript))
    app.router.add_get("/sim/photo/{file_id}", guarded(get_photo))
    app.router.add_get("/sim/latencies", guarded(get_latencies))
    app.router.add_post("/sim/burst", guarded(post_burst))
    app.router.add_post("/sim/{act}", guarded(post_act))
    app.on_cleanup.append(_stop_bursts)


def is_loopback(host: str) -> bool:
    """Whether `host` (a name or an address, no port) can only be this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def guarded(handler: SimHandler) -> SimHandler:
    """Refuse what a page from elsewhere makes a browser send; say plainly what cannot be done."""

    async def guard(request: web.Request) -> web.StreamResponse:
        origin = request.headers.get("Origin", f"http://{request.host}")
        hosts = (urlsplit(f"//{request.host}").hostname, urlsplit(origin).hostname)
        if not all(host and is_loopback(host) for host in hosts):
            return web.json_response({"error": "from this machine only"}, status=403)
        try:
            return await handler(request)
        except (LookupError, ValueError, TypeError, RuntimeError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)

    return guard


async def get_state(request: web.Request) -> web.Response:
    return web.json_response(state(request.app[WORLD]))


async def get_calls(request: web.Request) -> web.Response:
    return web.json_response(calls(request.app[WORLD], int(request.query.get("since", "0"))))


async def get_transcript(request: web.Request) -> web.Response:
    chat = request.app[WORLD].chats.get(int(request.query.get("chat", "0")))
    if chat is None:
        return web.json_response({"error": "no such chat"}, status=404)
    return web.Response(text=render(chat.events))


async def get_photo(request: web.Request) -> web.Response:
    """A picture by its file_id, for the page."""
    try:
        data = request.app[WORLD].files.get(request.match_info["file_id"]).data
    except Refusal:
        return web.json_response({"error": "no such file"}, status=404)
    kind = PICTURE_TYPES.get(data[:1], "application/octet-stream")
    return web.Response(body=data, content_type=kind)


async def get_latencies(request: web.Request) -> web.Response:
    return web.json_response(request.app[BURSTS].latencies())


async def post_burst(request: web.Request) -> web.Response:
    """Launch a burst: kind, count, users, data or text, and rate with `schedule` poisson."""
    body = await _body(request)
    words = body["data"] if body["kind"] == "tap" else body["text"]
    rate = float(body["rate"]) if body.get("schedule") == "poisson" else 0.0
    plan = Plan(body["kind"], body["count"], body["users"], words, rate, body.get("seed", 1))
    request.app[BURSTS].launch(plan)
    return web.json_response({"queued": 0 if rate else plan.count})


async def post_act(request: web.Request) -> web.Response:
    """Do `/sim/<act>`."""
    act = ACTS.get(request.match_info["act"])
    if act is None:
        return web.json_response({"error": "no such act", "acts": sorted(ACTS)}, status=404)
    return web.json_response(act(request.app[WORLD], await _body(request)))


async def _body(request: web.Request) -> Json:
    text = await request.text()
    found = json.loads(text) if text else {}
    if not isinstance(found, dict):
        raise TypeError("the body must be a JSON object")
    return found


async def _stop_bursts(app: web.Application) -> None:
    await app[BURSTS].stop()
