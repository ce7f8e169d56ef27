"""A service's browser: opens links, reads pages, sends forms back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient

from bot.feature.door import all_pages
from bot.signing import Signer
from bot.web.links import link
from bot.web.pages import pages
from storage.machine.outbox import Sujet
from storage.models import ALERTE
from tests.bot.casework.terrain import Terrain

PAGES = pages(*all_pages())
"""All that is served."""


@dataclass
class Visitor:
    """`seen` is what the health probe says; `woken` grows when something was posted."""

    client: TestClient[web.Request, web.Application]
    terrain: Terrain
    signer: Signer
    photos_dir: Path
    seen: dict[str, object]
    woken: list[bool]

    def link(self, alerte_id: int = 1) -> str:
        return self.to(ALERTE, alerte_id)

    def to(self, sujet: Sujet, id: int) -> str:
        """The page of that subject, as the address is written when its letter leaves."""
        return link(PAGES, self.signer, "", sujet.of(id))

    async def get(self, path: str) -> tuple[int, str]:
        response = await self.client.get(path, allow_redirects=False)
        return response.status, await response.text()

    async def reads(self, path: str) -> str:
        """What is read there: a space that no line ends at is a space."""
        status, text = await self.get(path)
        assert status == 200, path
        return text.replace("\N{NO-BREAK SPACE}", " ")

    async def post(self, path: str, **form: Any) -> ClientResponse:
        return await self.client.post(path, data=form, allow_redirects=False)

    async def answer(self, path: str, reponse: str, **more: str) -> tuple[int, str]:
        """Read the page, choose, send it back, follow the redirection; the page that comes."""
        return await self.answer_with(path, await self.jeton(path), reponse, **more)

    async def answer_with(
        self, path: str, jeton: str, reponse: str, **more: str
    ) -> tuple[int, str]:
        """Send a form read before."""
        response = await self.client.post(path, data={"jeton": jeton, "reponse": reponse, **more})
        return response.status, await response.text()

    async def jeton(self, path: str) -> str:
        _status, text = await self.get(path)
        found = re.search(r'name="jeton" value="([^"]+)"', text)
        assert found, text
        return found[1]
