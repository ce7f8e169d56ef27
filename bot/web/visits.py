"""How any page is served: a GET shows, a POST acts, a robot that reads links does nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any, Final, TypeVar

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.feature.page import (
    NOT_FOUND,
    TOO_OFTEN,
    Beside,
    Fichier,
    FormAction,
    Notice,
    Page,
    PageVisit,
    PhotoDeposee,
    Renewal,
    Servis,
    ToMend,
)
from bot.log import logger
from bot.web import depot, zones
from bot.web.guards import OBJECT, SIGNED, word
from bot.web.host import HOST, WebHost
from bot.web.responses import INCOMPLETE, drawn, notice_page
from storage import photos
from storage.machine.db import Tx

log = logger(__name__)
T = TypeVar("T")
Fields = Mapping[str, str]
A_COCHER: Final = "Cochez la case, puis validez."
TOO_QUICK: Final = "Relisez votre demande quelques secondes, puis envoyez-la de nouveau."
PER_READING: Final = 30
"""What takes long is read so many times a minute by one link: a reader asks for a few."""
BODY_SECONDS: Final = 10.0
UNREADABLE: Final = (
    *(ValueError, LookupError, AssertionError, RuntimeError),
    *(HttpProcessingError, web.RequestPayloadError),
)
"""What aiohttp and its codecs say of a body that is no form."""
NOTHING: Final[Fields] = MappingProxyType({})


async def show(page: Page, request: web.Request) -> web.Response:
    """The page as it is now; changes nothing, but for the line that says that it was read."""
    return await _response(page, request, outcome=request.query.get("dit", ""))


async def send(page: Page, action: FormAction, request: web.Request) -> web.Response:
    """Do what the form says, then show the page again (303): a reload repeats nothing."""
    sent = await depot.received(request, action.photo) if action.photo else None
    form = sent.form if sent else await _fields(request)
    if refused := _unread(action, request, form):
        return refused
    try:
        _not_in_haste(action, request, form)
        photo = await depot.cleaned(sent) if sent else None
        outcome = await _visit(request, action.does, form=form, photo=photo)
    except ToMend as error:
        return await _response(page, request, form=form, error=str(error))
    if photo and isinstance(outcome, str) and not await _keep(action, request, photo):
        outcome = action.unwritten
    return _ended(page, request, outcome)


def _unread(action: FormAction, request: web.Request, form: Fields) -> web.Response | None:
    """What is answered to a form that did not come with its page."""
    if action.jeton and _age(action.jeton, request, form) is None:
        return notice_page(INCOMPLETE)
    return None


def _not_in_haste(action: FormAction, request: web.Request, form: Fields) -> None:
    """Raises ToMend for what was filled in quicker than anybody reads."""
    age = _age(action.jeton, request, form) if action.jeton and action.slow else None
    if age is not None and age < action.slow:
        raise ToMend(TOO_QUICK)


def _age(salt: str, request: web.Request, form: Fields) -> timedelta | None:
    """How long ago the page of that form was read."""
    signer = request.app[HOST].signer
    return signer.age(salt, form.get("jeton", ""), request[OBJECT])


async def _keep(action: FormAction, request: web.Request, photo: PhotoDeposee) -> bool:
    """Its row is there, and says that it was not kept as long as this has not ended.

    False when the disk refused it: the deed itself is done, and must not be told as lost.
    """
    host = request.app[HOST]
    if not await host.database.run(action.awaits, photo.nom):
        return True
    try:
        await asyncio.to_thread(photos.write, host.photos_dir, photo.nom, photo.jpeg)
    except OSError:
        log.exception("photo of a form not written")
        return False
    await _visit(request, lambda visit: action.arrived(visit, photo.nom))
    return True


async def _fields(request: web.Request) -> Fields:
    """What was sent. Raises HTTPException: too slow, too big, or nothing that can be read."""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            sent = await request.post()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except UNREADABLE:
        raise web.HTTPBadRequest from None
    return {name: str(value) for name, value in sent.items()}


async def renew(page: Page, renewal: Renewal, request: web.Request) -> web.Response:
    """Have a new link sent to the address that had this one, once somebody chose it."""
    if (await _fields(request)).get("choix") != "oui":
        address = page.address(word(page, request))
        return drawn(renewal.template, 400, adresse=address, erreur=A_COCHER)
    return _ended(page, request, await _visit(request, renewal.does))


async def photo(shown: Callable[[PageVisit], Sequence[str]], request: web.Request) -> web.Response:
    """One photo of a page, by its rank; with « ?z= », as it would be with these zones blurred."""
    names, rank = await _visit(request, shown), int(request.match_info["rang"])
    path = request.app[HOST].photos_dir / names[rank] if rank < len(names) else None
    if path is None or not path.is_file():
        return notice_page(NOT_FOUND)
    data = await asyncio.to_thread(path.read_bytes)
    if touched := zones.read(request.query.get("z", "")):
        if _hammered(request):
            return notice_page(TOO_OFTEN)
        # What opens pictures comes with the first of them: a start does without its 2 MB.
        from storage import images

        data = await asyncio.to_thread(images.blurred, data, touched)
    return web.Response(body=data, content_type="image/jpeg")


async def fichier(page: Page, request: web.Request) -> web.Response:
    """One file of a page, by its rank; no round waits while it is written."""
    asked = await _visit(request, partial(_taken, page, int(request.match_info["rang"])))
    if asked is None:
        return notice_page(NOT_FOUND)
    if asked.long and _hammered(request):
        return notice_page(TOO_OFTEN)
    data = await request.app[HOST].database.read(asked.ecrit, called=asked.nom)
    named = {"Content-Disposition": f'inline; filename="{asked.nom}"', "Content-Type": asked.genre}
    return web.Response(body=data, headers=named)


def _taken(page: Page, rank: int, visit: PageVisit) -> Fichier | None:
    """The file of that rank, once it is written down that it was taken."""
    offered = page.fichiers(visit) if page.fichiers else ()
    if rank >= len(offered):
        return None
    page.lue(visit, offered[rank].nom)
    return offered[rank]


def _opened(page: Page, visit: PageVisit) -> Mapping[str, Any] | Beside | Notice | None:
    """What it shows, once it is written down that it was read."""
    shown = page.shows(visit)
    if shown is not None and not isinstance(shown, Notice):
        page.lue(visit, "")
    return shown


def _ended(page: Page, request: web.Request, outcome: str | Notice | None) -> web.Response:
    """What is answered once a deed is done."""
    if outcome is None:
        return notice_page(page.gone)
    if isinstance(outcome, Notice):
        return notice_page(outcome)
    back = page.address(word(page, request)) + (f"?dit={outcome}" if outcome else "")
    return web.Response(status=303, headers={"Location": back})


async def _response(
    page: Page, request: web.Request, *, outcome: str = "", form: Fields = NOTHING, error: str = ""
) -> web.Response:
    values = await _values(page, request, outcome, form)
    if values is None:
        return notice_page(page.gone)
    if isinstance(values, Notice):
        return notice_page(values)
    key, salt = word(page, request), page.does.jeton if page.does else None
    own = {
        page.guard.key: key,
        "adresse": page.address(key),
        "jeton": request.app[HOST].signer.sheet(salt, request[OBJECT]) if salt else "",
        "erreur": error,
    }
    return drawn(page.template, 400 if error else 200, **own, **values)


async def _values(
    page: Page, request: web.Request, outcome: str, form: Fields
) -> Mapping[str, Any] | Notice | None:
    """What the page shows, read beside everybody's turn when it takes long."""
    values = await _visit(request, partial(_opened, page), outcome, form)
    if not isinstance(values, Beside):
        return values
    if _hammered(request):
        return TOO_OFTEN
    return await request.app[HOST].database.read(values.read, called=page.path)


def _hammered(request: web.Request) -> bool:
    """Whether what takes long was read too often in a minute by that link."""
    host = request.app[HOST]
    return not host.throttle.allows(f"lit:{request.path}", PER_READING, host.clock.now())


async def _visit(
    request: web.Request,
    work: Callable[[PageVisit], T],
    outcome: str = "",
    form: Fields = NOTHING,
    photo: PhotoDeposee | None = None,
) -> T:
    """`work` in one transaction."""
    host = request.app[HOST]
    asked = (request[OBJECT], outcome, form, request.query, request.get(SIGNED), photo)
    return await host.database.run(_visiting, host, work, asked)


def _visiting(
    tx: Tx,
    host: WebHost,
    work: Callable[[PageVisit], T],
    asked: tuple[int, str, Fields, Fields, datetime | None, PhotoDeposee | None],
) -> T:
    return work(PageVisit(tx, Servis(host.programmes), host.clock.now(), *asked))
