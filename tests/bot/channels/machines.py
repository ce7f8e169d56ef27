"""A service's own server, on the loopback: it answers as told, and keeps what it was asked."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer


@dataclass
class Asked:
    """One request, as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    form: dict[str, str]
    query: dict[str, str]

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Machine:
    """`answers`: what is said to the next requests, in order; then `usual` for ever."""

    usual: tuple[int, Any] = (204, "")
    answers: list[tuple[int, Any]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    url: str = ""
    server: BaseTestServer | None = None

    async def stop(self) -> None:
        """Nothing listens there any more."""
        if self.server is not None:
            await self.server.close()

    def was_asked(self, times: int) -> bool:
        """Whether so many requests came."""
        return len(self.asked) >= times

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Keeps it, then says what is next; a dict or a list is JSON; None: the line is cut."""
        body = await request.read()
        form = {name: str(value) for name, value in (await request.post()).items()}
        headers = {name.lower(): value for name, value in request.headers.items()}
        query = dict(request.query)
        self.asked.append(Asked(request.method, request.path, headers, body, form, query))
        status, said = self.answers.pop(0) if self.answers else self.usual
        if said is None and request.transport is not None:
            request.transport.abort()
        text = said if isinstance(said, str) else json.dumps(said)
        return web.Response(status=status, text=text, headers=self.headers)


@asynccontextmanager
async def machine() -> AsyncIterator[Machine]:
    """It listens until the context ends."""
    served = Machine()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", served.answer)
    async with TestServer(app, host="127.0.0.1") as server:
        served.server = server
        served.url = f"http://127.0.0.1:{server.port}"
        yield served
