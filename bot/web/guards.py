"""Who may open which page: what its guard reads in the address, and how often a form is taken."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.feature.page import NOT_FOUND, TOO_OFTEN, Page, Renewal, Signed
from bot.signing import LienExpire, LienInvalide
from bot.web.host import HOST
from bot.web.responses import drawn, notice_page

# Behind a proxy every visitor has the proxy's address: that bucket is the wider one.
PER_LINK = 10
PER_VISITOR = 100

OBJECT = web.RequestKey("object", int)
"""The id that the guard read in a signed link, or in the name of a dispositif."""


def word(page: Page, request: web.Request) -> str:
    """The token, or the name, by which the page was asked for."""
    return request.match_info[page.guard.key]


def guarded(page: Page, handler: Handler, *, however_old: bool = False) -> Handler:
    """`handler` for those whom the page's guard lets in; a link `however_old`, if it was true."""

    async def entered(request: web.Request) -> web.StreamResponse:
        host = request.app[HOST]
        try:
            request[OBJECT] = page.guard.opens(host.signer, host.programmes, word(page, request))
        except LienInvalide:
            return notice_page(NOT_FOUND)
        except LienExpire as error:
            if not however_old:
                return _too_old(page, request)
            request[OBJECT] = error.id
        return await _throttled(request, handler, signed=isinstance(page.guard, Signed))

    return entered


def _too_old(page: Page, request: web.Request) -> web.Response:
    expired = page.guard.expired if isinstance(page.guard, Signed) else NOT_FOUND
    if isinstance(expired, Renewal):
        return drawn(expired.template, 410, adresse=page.address(word(page, request)), erreur="")
    return notice_page(expired)


async def _throttled(
    request: web.Request, handler: Handler, *, signed: bool
) -> web.StreamResponse:
    """Reading is free; forms are counted per signed link and per network address.

    The address of a form open to all is everybody's: nobody shuts it for the others.
    """
    if request.method == "POST":
        throttle, now = request.app[HOST].throttle, request.app[HOST].clock.now()
        if signed and not throttle.allows(f"link:{request.path}", PER_LINK, now):
            return notice_page(TOO_OFTEN)
        if not throttle.allows(f"from:{request.remote}", PER_VISITOR, now):
            return notice_page(TOO_OFTEN)
    return await handler(request)
