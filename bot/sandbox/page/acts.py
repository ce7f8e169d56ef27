"""What a visitor does with a phone of the page: write, press, send a photo or a position."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import Any

from aiohttp import web

from bot.sandbox.ground import Seat
from bot.sandbox.model import SimMessage
from bot.sandbox.page.lampadaire import picture
from bot.sandbox.page.state import GROUND

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
CHANGEABLE = timedelta(days=2)


def add_routes(app: web.Application) -> None:
    start = "/terrain/telephones/{key}"
    app.router.add_post(f"{start}/ecrire", post_ecrire)
    app.router.add_post(f"{start}/toucher", post_toucher)
    app.router.add_post(f"{start}/modifier", post_modifier)
    app.router.add_post(f"{start}/photo", post_photo)
    app.router.add_post(f"{start}/position", post_position)


async def post_ecrire(request: web.Request) -> web.Response:
    """{"texte": …}: a message, or a button of the permanent keyboard."""
    seat, body = _seat(request), await read_body(request)
    seat.person.write(_words(body), seat.chat_id)
    return _done()


async def post_modifier(request: web.Request) -> web.Response:
    """{"message": number, "texte": …}: one of one's own messages, or a photo's caption, corrected.

    Telegram allows it for two days.
    """
    seat, body = _seat(request), await read_body(request)
    text, message = _words(body), _message(request, seat, body)
    ground = request.app[GROUND]
    if message.data["from"]["id"] != seat.person.id:
        raise refusal("On ne modifie que ses propres messages.")
    if ground.world.now() - message.data["date"] > CHANGEABLE.total_seconds():
        raise refusal("Telegram ne modifie plus un message après deux jours.")
    seat.person.edit(message.message_id, text, seat.chat_id)
    # No message is newer for it: the page must look again all the same.
    ground.moves += 1
    return _done()


async def post_toucher(request: web.Request) -> web.Response:
    """{"message": number, "donnees": data}: a button under a message, even an old one."""
    seat, body = _seat(request), await read_body(request)
    message = _message(request, seat, body)
    try:
        seat.person.tap(str(body.get("donnees", "")), message=message)
    except LookupError:
        raise refusal("Ce bouton n'est plus là.") from None
    return _done()


async def post_photo(request: web.Request) -> web.Response:
    """The body is the picture; with « ?exemple=1 », the dead street lamp is sent.

    « legende » is what is written under it.
    """
    seat = _seat(request)
    sample = "exemple" in request.query
    data = await asyncio.to_thread(picture) if sample else await request.read()
    if not data:
        raise refusal("Cette photo est vide.")
    caption = request.query.get("legende", "").strip()
    if len(caption) > LONGEST_CAPTION:
        raise refusal(f"Une légende compte {LONGEST_CAPTION} caractères au plus.")
    seat.person.send_photo(data, caption, chat=seat.chat_id)
    return _done()


async def post_position(request: web.Request) -> web.Response:
    """{"loin": false}: where the site is, or 40 km away."""
    seat, body = _seat(request), await read_body(request)
    request.app[GROUND].locate(seat, far=bool(body.get("loin")))
    return _done()


async def read_body(request: web.Request) -> dict[str, Any]:
    """The JSON object that was sent; anything else is refused."""
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise refusal("La demande n'est pas un objet JSON.")
    return body


def _words(body: dict[str, Any]) -> str:
    text = str(body.get("texte", "")).strip()
    if not 1 <= len(text) <= LONGEST_TEXT:
        raise refusal(f"Un message compte de 1 à {LONGEST_TEXT} caractères.")
    return text


def _message(request: web.Request, seat: Seat, body: dict[str, Any]) -> SimMessage:
    """The message of that number on that phone."""
    number = body.get("message")
    chat = request.app[GROUND].world.chats[seat.chat_id]
    message = chat.messages.get(number) if isinstance(number, int) else None
    if message is None or message.deleted:
        raise refusal("Ce message n'est plus là.")
    return message


def refusal(words: str) -> web.HTTPBadRequest:
    """A refusal that the page shows as it is."""
    return web.HTTPBadRequest(text=json.dumps({"erreur": words}), content_type="application/json")


def _seat(request: web.Request) -> Seat:
    seat = request.app[GROUND].seats.get(request.match_info["key"])
    if seat is None:
        raise web.HTTPNotFound(
            text=json.dumps({"erreur": "Téléphone inconnu."}), content_type="application/json"
        )
    return seat


def _done() -> web.Response:
    return web.json_response({})
