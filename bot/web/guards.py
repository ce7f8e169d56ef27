"""Who may open which page: one guard per route, named beside it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.signing import LienExpire, LienInvalide, Signer
from bot.web.pages import page, problem
from bot.web.site import SITE

Guard = Callable[[Handler], Handler]

# Behind a proxy every visitor has the proxy's address: that bucket is the wider one.
PER_LINK = 10
PER_VISITOR = 100

TOO_OLD = (
    "Il valait deux mois. Si la personne est venue, répondez au courriel : "
    "la coordination le lira."
)

GRID_TOO_OLD = (
    "Il valait 90 jours. Répondez au courriel pour en recevoir un nouveau : "
    "la coordination le lira."
)

OBJECT = web.RequestKey("object", int)
"""The id that the guard read in a signed link, or in the name of a dispositif."""


def public(handler: Handler) -> Handler:
    """Open to all: shows nothing of the street."""
    return handler


def alerte_link(handler: Handler) -> Handler:
    """The addressee of one alerte, by a link younger than 14 days; an older one may be renewed."""

    async def expired(request: web.Request, _error: LienExpire) -> web.StreamResponse:
        return page("expired.html.jinja", 410, token=request.match_info["token"])

    return _signed(handler, Signer.read_alerte, expired)


def old_alerte_link(handler: Handler) -> Handler:
    """The addressee of one alerte, however old the link: only to have a new one sent."""

    async def expired(request: web.Request, error: LienExpire) -> web.StreamResponse:
        request[OBJECT] = error.id
        return await _throttled(request, handler)

    return _signed(handler, Signer.read_alerte, expired)


def digest_link(handler: Handler) -> Handler:
    """The recipient of one digest."""

    async def expired(_request: web.Request, _error: LienExpire) -> web.StreamResponse:
        return problem(404)

    return _signed(handler, Signer.read_digest, expired)


def relais_link(handler: Handler) -> Handler:
    """The partner of one handing over, for two months."""

    async def expired(_request: web.Request, _error: LienExpire) -> web.StreamResponse:
        return page("message.html.jinja", 410, title="Ce lien a expiré", text=TOO_OLD)

    return _signed(handler, Signer.read_relais, expired)


def demande_form(handler: Handler) -> Handler:
    """Open to all, but only where the dispositif says so (`formulaire_demande`)."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        for programme in request.app[SITE].programmes.values():
            config = programme.config
            if config.slug == request.match_info["slug"] and config.reglages.formulaire_demande:
                request[OBJECT] = programme.id
                return await _throttled(request, handler)
        return problem(404)

    return guarded


def acteur_link(handler: Handler) -> Handler:
    """One partner of the annuaire, for 90 days: the shared grid and its own slots."""

    async def expired(_request: web.Request, _error: LienExpire) -> web.StreamResponse:
        return page("message.html.jinja", 410, title="Ce lien a expiré", text=GRID_TOO_OLD)

    return _signed(handler, Signer.read_acteur, expired)


def _signed(
    handler: Handler,
    read: Callable[[Signer, str], int],
    expired: Callable[[web.Request, LienExpire], Awaitable[web.StreamResponse]],
) -> Handler:
    """Only with a link that `read` accepts; `expired` answers one that was good once."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        try:
            request[OBJECT] = read(request.app[SITE].signer, request.match_info["token"])
        except LienExpire as error:
            return await expired(request, error)
        except LienInvalide:
            return problem(404)
        return await _throttled(request, handler)

    return guarded


async def _throttled(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Reading is free; forms are counted per link and per network address."""
    if request.method == "POST":
        throttle, now = request.app[SITE].throttle, request.app[SITE].clock.now()
        if not throttle.allows(f"link:{request.path}", PER_LINK, now):
            return problem(429)
        if not throttle.allows(f"from:{request.remote}", PER_VISITOR, now):
            return problem(429)
    return await handler(request)
