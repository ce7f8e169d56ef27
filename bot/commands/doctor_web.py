"""`carnet doctor`: one real request to the public address, answered by this very bot."""

from __future__ import annotations

import json
import secrets
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import aiohttp
from aiohttp import web

from bot.settings import Settings

SECONDS: Final = 10
GATEWAY: Final = (502, 503, 504)
WITNESS: Final = "temoin"
"""What the stand-in says besides: nobody else could know it."""


class AdresseMuette(Exception):
    """Why nobody's link would open, and the mend."""


async def reach(settings: Settings, url: str) -> str:
    """Ask `url`/health, as a partner's phone would. Raises AdresseMuette.

    While the bot does not run, its place is held for that one request.
    """
    async with _stand_in(settings) as witness:
        status, body = await _ask(f"{url}/health")
    found = _read(body)
    if witness and found.get(WITNESS) == witness:
        return f"{url} mène à ce bot (essayé en l'absence du bot)"
    if not witness and "a_traiter" in found:
        return f"{url} mène au bot, qui répond"
    raise AdresseMuette(_not_us(settings, url, status))


@asynccontextmanager
async def _stand_in(settings: Settings) -> AsyncIterator[str]:
    """A tiny server where the bot's pages would be; an empty witness where the bot itself is."""
    witness = secrets.token_hex(8)

    async def answer(_request: web.Request) -> web.Response:
        return web.json_response({WITNESS: witness})

    app = web.Application()
    app.router.add_get("/health", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.http_host, settings.http_port).start()
    except OSError:
        # Somebody is there already: the bot, or what its answer will tell apart.
        witness = ""
    try:
        yield witness
    finally:
        await runner.cleanup()


async def _ask(url: str) -> tuple[int, bytes]:
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
            session.get(url, allow_redirects=False) as response,
        ):
            return response.status, await response.content.read(4096)
    except (aiohttp.ClientSSLError, ssl.SSLError) as error:
        raise AdresseMuette("le certificat n'est pas bon : renouvelez-le") from error
    except aiohttp.ClientConnectorDNSError as error:
        mend = "corrigez CARNET_PUBLIC_URL, ou créez ce nom chez l'hébergeur"
        raise AdresseMuette(f"ce nom ne mène nulle part : {mend}") from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        mend = "démarrez le serveur placé devant le bot, et ouvrez son port (443)"
        raise AdresseMuette(f"personne n'y répond : {mend}") from error


def _read(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _not_us(settings: Settings, url: str, status: int) -> str:
    where = f"http://{settings.http_host}:{settings.http_port}"
    if status in GATEWAY:
        return f"le serveur placé devant répond {status} : faites-le transmettre à {where}"
    return (
        f"ce n'est pas ce bot qui répond à {url} (réponse {status}) : "
        f"faites transmettre cette adresse à {where}"
    )
