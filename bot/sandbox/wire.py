"""The Bot API over HTTP: reading requests, calling methods, writing the envelope."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from bot.sandbox import polling
from bot.sandbox.faults import Fault
from bot.sandbox.files import SimUpload
from bot.sandbox.methods import METHODS
from bot.sandbox.model import Call
from bot.sandbox.parameters import parse_json, read
from bot.sandbox.refusals import Json, Refusal, bad_request
from bot.sandbox.updates import Update
from bot.sandbox.world import World

WORLD: web.AppKey[World] = web.AppKey("world", World)
LARGEST_UPLOAD = 50 * 1024 * 1024
JSON_TYPE = {"Content-Type": "application/json"}
FORM = "application/x-www-form-urlencoded"
GET_UPDATES = "getupdates"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def add_routes(app: web.Application) -> None:
    app.router.add_route("*", "/bot{token}/{method}", call)
    app.router.add_get("/file/bot{token}/{path:.+}", download)


async def call(request: web.Request) -> web.Response:
    """Answer one method call and record it."""
    world = request.app[WORLD]
    match = request.match_info
    if match["token"] != world.token:
        return _answer(Refusal(401, "Unauthorized").envelope(), 401)
    try:
        raw = await _parameters(request)
    except Refusal as refusal:
        return _answer(refusal.envelope(), refusal.code)
    name = match["method"]
    if name.lower() == GET_UPDATES:
        return await _get_updates(request, world, raw)
    return await _call(request, world, name, raw)


async def _call(request: web.Request, world: World, name: str, raw: Json) -> web.Response:
    fault = world.faults.next(name, raw) if world.faults.active else None
    params = raw
    try:
        if fault is not None:
            await _spoil(fault)
        method = METHODS.get(name) or METHODS.get(name.lower())
        if method is None:
            raise Refusal(404, "Not Found: method not found")
        name = method.name
        params = read(method.table, raw, strict=world.strict)
        status, body = 200, {"ok": True, "result": method.run(world, params)}
    except Refusal as refusal:
        status, body = refusal.code, refusal.envelope()
    world.record(Call(name, params, status, body, world.clock.now()))
    if world.delay:
        # After the deed: the bot's wish was carried out before it hears so.
        await asyncio.sleep(world.delay)
    return _finish(request, fault, _answer(body, status))


async def _get_updates(request: web.Request, world: World, raw: Json) -> web.Response:
    fault = world.faults.next(GET_UPDATES, raw) if world.faults.active else None
    params = raw
    try:
        if fault is not None:
            await _spoil(fault)
        if world.delay and not world.polls_at_once:
            await asyncio.sleep(world.delay)
        params = read(polling.TABLE, raw, strict=world.strict)
        updates = await polling.get_updates(world, params)
    except Refusal as refusal:
        body = refusal.envelope()
        world.record(Call("getUpdates", params, refusal.code, body, world.clock.now()))
        return _finish(request, fault, _answer(body, refusal.code))
    shapes = {"ok": True, "result": [update.shape for update in updates]}
    world.record(Call("getUpdates", params, 200, shapes, world.clock.now()))
    return _finish(request, fault, _batch(updates))


async def download(request: web.Request) -> web.Response:
    """A file by the path that getFile gave."""
    world = request.app[WORLD]
    if request.match_info["token"] != world.token:
        return _answer(Refusal(401, "Unauthorized").envelope(), 401)
    data = world.files.download(request.match_info["path"])
    if data is None:
        return _answer(Refusal(404, "Not Found").envelope(), 404)
    return web.Response(body=data, content_type="application/octet-stream")


async def _parameters(request: web.Request) -> Json:
    """Parameters from the query and from a form, JSON or multipart body."""
    raw: Json = dict(request.query) if request.query_string else {}
    if not request.can_read_body:
        return raw
    kind = request.headers.get("Content-Type", FORM)
    if kind.startswith(FORM):
        raw.update(parse_qsl(_decode(await request.read()), keep_blank_values=True))
    elif kind.startswith("application/json"):
        body = parse_json(_decode(await request.read()), "can't parse JSON object")
        raw.update(body if isinstance(body, dict) else {})
    elif kind.startswith("multipart/"):
        raw.update(await _multipart(request))
    return raw


def _decode(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


async def _multipart(request: web.Request) -> Json:
    fields: Json = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read(decode=True))
        if part.filename is None:
            fields[part.name] = _decode(data)
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            fields[part.name] = SimUpload(data, part.filename, mime)
    return fields


async def _spoil(fault: Fault) -> None:
    """Be late, then refuse, as the fault says; a fault without code lets the call through."""
    if fault.delay:
        await asyncio.sleep(fault.delay)
    refusal = fault.refusal()
    if refusal is not None:
        raise refusal


def _finish(request: web.Request, fault: Fault | None, answer: web.Response) -> web.Response:
    if fault is not None and fault.drop_reply and request.transport is not None:
        request.transport.abort()
    return answer


def _answer(body: Any, status: int) -> web.Response:
    return web.Response(body=_encode(body).encode(), status=status, headers=JSON_TYPE)


def _batch(updates: Sequence[Update]) -> web.Response:
    """An answer to getUpdates, put together from updates already written."""
    written = b",".join([update.written for update in updates])
    return web.Response(body=b'{"ok":true,"result":[' + written + b"]}", headers=JSON_TYPE)
