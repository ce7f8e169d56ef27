"""Whether all is well, for a supervisor: no name, no place, no figure of the street."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.log import logger
from bot.web.host import HOST

log = logger(__name__)

LATE: Final = {"a_traiter": 300, "a_envoyer": 600}
"""Seconds after which what came, or what is to leave, has waited too long (P2, P3)."""
TICK: Final = 300
"""Seconds without a sign of the clock: nothing that is due is done any more (P5)."""
ROOM: Final = 100
"""Megabytes of the disk of the photos, below which it is nearly full."""


async def health(request: web.Request) -> web.Response:
    """What the probe says, as JSON; 503 when a promise is at risk, named in « risques »."""
    try:
        answer = dict(await request.app[HOST].probe())
    except SQLAlchemyError:
        log.exception("health not read")
        answer = {"ok": False, "risques": ["base"]}
    else:
        risks = list(at_risk(answer))
        answer = {**answer, "ok": bool(answer.get("ok")) and not risks, "risques": risks}
    return web.json_response(answer, status=200 if answer["ok"] else 503)


def at_risk(answer: Mapping[str, Any]) -> Iterator[str]:
    """The promises that are about to be broken, by what is late, lacking or set aside."""
    waits = answer.get("attend_depuis", {})
    yield from (name for name, most in LATE.items() if waits.get(name, 0) > most)
    if (answer.get("dernier_tic") or 0) > TICK:
        yield "dernier_tic"
    if answer.get("ecrit") is False or answer.get("place_libre_mo", ROOM) < ROOM:
        yield "disque"
    if answer.get("a_reprendre", 0):
        yield "en_quarantaine"
