"""Whether all is well, for a supervisor: no name, no place, no figure of the street."""

from __future__ import annotations

from aiohttp import web

from bot.web.host import HOST


async def health(request: web.Request) -> web.Response:
    """What the probe says, as JSON; 503 unless its « ok » is true."""
    answer = dict(await request.app[HOST].probe())
    return web.json_response(answer, status=200 if answer.get("ok") else 503)
