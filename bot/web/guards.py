"""Who may open which page: what its guard reads in the address, and how often a form is taken."""

from __future__ import annotations

from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.feature.page import NOT_FOUND, TOO_OFTEN, Page, PasServi, Renewal, Signed
from bot.signing import LienExpire, LienInvalide
from bot.web.host import HOST
from bot.web.responses import drawn, notice_page

HOUSEHOLD: Final = 64
"""Bits of an IPv6 address that whoever holds it chooses."""
PER_LINK = 10
PER_VISITOR = 100
PER_FORM = 2_000
"""By a form open to all, whoever sends it: what its rows cost is bounded."""

OBJECT = web.RequestKey("object", int)
"""The id that the guard read in a signed link, or in the name of a dispositif."""

SIGNED = web.RequestKey("signed", datetime)
"""When the link was signed, if it takes one."""


def word(page: Page, request: web.Request) -> str:
    """The token, or the name, by which the page was asked for."""
    return request.match_info[page.guard.key]


def guarded(page: Page, handler: Handler, *, however_old: bool = False) -> Handler:
    """`handler` for those whom the page's guard lets in; a link `however_old`, if it was true."""

    async def entered(request: web.Request) -> web.StreamResponse:
        host = request.app[HOST]
        try:
            asked = word(page, request)
            request[OBJECT] = page.guard.opens(host.signer, host.programmes, asked)
            if isinstance(page.guard, Signed):
                request[SIGNED] = host.signer.signed_at(page.guard.salt, asked)
        except LienInvalide:
            return notice_page(NOT_FOUND)
        except LienExpire as error:
            if not however_old:
                return _too_old(page, request)
            request[OBJECT] = error.id
        try:
            return await _throttled(request, handler, signed=isinstance(page.guard, Signed))
        except PasServi:
            return notice_page(page.gone)

    return entered


def _too_old(page: Page, request: web.Request) -> web.Response:
    expired = page.guard.expired if isinstance(page.guard, Signed) else NOT_FOUND
    if isinstance(expired, Renewal):
        return drawn(expired.template, 410, adresse=page.address(word(page, request)), erreur="")
    return notice_page(expired)


async def _throttled(
    request: web.Request, handler: Handler, *, signed: bool
) -> web.StreamResponse:
    """Reading is free; forms are counted per signed link, and per visitor.

    Those open to all are counted apart: whoever floods one keeps nobody from answering a letter.
    """
    if request.method == "POST":
        throttle, now = request.app[HOST].throttle, request.app[HOST].clock.now()
        for key, most in _counted(request, signed=signed):
            if not throttle.allows(key, most, now):
                return notice_page(TOO_OFTEN)
    return await handler(request)


def _counted(request: web.Request, *, signed: bool) -> list[tuple[str, int]]:
    """(key, how many at once), the narrower first: what it refuses takes nothing of the other."""
    who = visitor(request)
    if signed:
        return [(f"lien:{request.path}", PER_LINK), (f"signe:{who}", PER_VISITOR)]
    return [(f"ouvert:{who}", PER_VISITOR), (f"page:{request.path}", PER_FORM)]


def visitor(request: web.Request) -> str:
    """The address of whoever asks, as the proxy of the same machine or network tells it.

    Only such a proxy is believed, and of what it says the last address alone: whatever stands
    before may be the visitor's own invention.
    """
    peer = _address(request.remote or "")
    if peer is None or not (peer.is_private or peer.is_loopback):
        return str(peer)
    told = _address(request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip())
    return str(told or peer)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """That of a house: of an IPv6 one, what its household shares."""
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(found, IPv4Address):
        return found
    return found.ipv4_mapped or IPv6Address(int(found) >> HOUSEHOLD << HOUSEHOLD)
