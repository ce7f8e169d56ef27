"""The addresses of the norm: discovery, services, requests; whatever fails is said in its form."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import web

from bot.domain.droits import Droit
from bot.log import logger
from bot.web.guards import visitor
from bot.web.host import HOST
from bot.web.open311 import mots
from bot.web.open311.demandes import number, read
from bot.web.open311.forme import JSON, XML, Open311Error, alone, listed, refused
from storage import publies
from storage.programme import Programme
from storage.publies import Recherche

log = logger(__name__)

PATH: Final = "/open311/{asked:.+}"
DROIT: Final = Droit.LIRE_PUBLIES
PER_VISITOR: Final = 60
"""Requests at once, then one every six seconds: a server that polls asks far less."""
CHANGED: Final = "2026-11-30"
SPECIFICATION: Final = "GeoReport v2"

BROKEN: Final = Open311Error(500, "une panne de notre côté : redemandez plus tard")

Answering = Callable[[web.Request, str, str], Awaitable[web.Response]]


async def serve(request: web.Request) -> web.Response:
    """What is asked, in the form that ends its address. A POST is refused: nothing is taken."""
    path, _, forme = request.match_info["asked"].rpartition(".")
    if forme not in (JSON, XML):
        return refused(XML, Open311Error(404, "terminez l'adresse par .json ou .xml"))
    try:
        _throttle(request)
        if request.method == "POST":
            raise Open311Error(403, "lecture seule : rien ne se dépose ici")
        return await _found(path)(request, path.rpartition("/")[2], forme)
    except Open311Error as error:
        return refused(forme, error)
    except Exception:
        # Whoever asks is a program: the French page of breakdowns would tell it nothing.
        log.exception("open311 failed", path=path)
        return refused(forme, BROKEN)


def _throttle(request: web.Request) -> None:
    host = request.app[HOST]
    if not host.throttle.allows(f"open311:{visitor(request)}", PER_VISITOR, host.clock.now()):
        raise Open311Error(429, "trop de demandes : patientez une minute")


def _found(path: str) -> Answering:
    for pattern, answering in ADDRESSES:
        if re.fullmatch(pattern, path):
            return answering
    raise Open311Error(404, "adresse inconnue")


def _programme(request: web.Request) -> Programme:
    return mots.programme(request.app[HOST].programmes, request.query.get("jurisdiction_id", ""))


async def _discovery(request: web.Request, _name: str, forme: str) -> web.Response:
    config = _programme(request).config
    endpoint = {
        "specification": SPECIFICATION,
        "url": str(request.url.with_query(None).with_path("/open311/v2")),
        "changeset": CHANGED,
        "type": "test" if config.exemple else "production",
        "formats": ["text/xml", "application/json"],
    }
    said: dict[str, Any] = {
        "changeset": CHANGED,
        "contact": config.coordination.email,
        "key_service": "aucune clé : lecture seule",
        "endpoints": [endpoint],
    }
    return alone(forme, "discovery", said)


async def _services(request: web.Request, _name: str, forme: str) -> web.Response:
    return listed(forme, "services", mots.services(_programme(request)))


async def _service(request: web.Request, code: str, forme: str) -> web.Response:
    return alone(forme, "service_definition", mots.definition(_programme(request), code))


async def _requests(request: web.Request, _name: str, forme: str) -> web.Response:
    asked = read(request.query, request.app[HOST].clock.now())
    return await _listed(request, forme, asked)


async def _request(request: web.Request, name: str, forme: str) -> web.Response:
    found = number(name)
    asked = Recherche(numeros=frozenset({found} if found else ()))
    return await _listed(request, forme, asked, needed=True)


async def _listed(
    request: web.Request, forme: str, asked: Recherche, *, needed: bool = False
) -> web.Response:
    programme = _programme(request)
    rows = await request.app[HOST].database.run(publies.find, programme, asked)
    if needed and not rows:
        raise Open311Error(404, "service_request_id : inconnu")
    return listed(forme, "service_requests", [mots.request(programme, row) for row in rows])


ADDRESSES: Final[tuple[tuple[str, Answering], ...]] = (
    ("discovery", _discovery),
    ("v2/services", _services),
    ("v2/services/[^/]+", _service),
    ("v2/requests", _requests),
    ("v2/requests/[^/]+", _request),
)
