"""Whether all is well, for a supervisor: no name, no place, no figure of the street."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from bot.log import logger
from bot.web.host import HOST
from storage.machine.health import at_risk

log = logger(__name__)


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
