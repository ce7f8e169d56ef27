"""What the page shows, as JSON: the clock, the panes with their messages, the letters."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox import sim_state
from bot.sandbox.ground import Ground, Seat
from bot.sandbox.mailbox import Courriel
from bot.sandbox.refusals import Json
from bot.sandbox.transcript import describe

GROUND: web.AppKey[Ground] = web.AppKey("ground", Ground)
COMITE, SERVICES = "comite", "services"


def revision(ground: Ground) -> str:
    """Changes whenever the page should; cheap enough to be asked ten times a second."""
    world = ground.world
    newest = [next(reversed(chat.messages), 0) for chat in world.chats.values()]
    calls = world.calls_forgotten + len(world.calls)
    moves = (ground.generation, ground.moves, ground.mailbox.revision)
    return ".".join(str(number) for number in (*moves, calls, *newest))


def state(ground: Ground) -> Json:
    """Everything; `clock` is ISO in UTC, `generation` moves when all was erased."""
    chats = {chat["id"]: chat for chat in sim_state.state(ground.world)["chats"]}
    return {
        "revision": revision(ground),
        "generation": ground.generation,
        "clock": ground.clock.now().isoformat(),
        "seats": [_seat(ground, seat, chats[seat.chat_id]) for seat in ground.seats.values()],
        "courriels": [_courriel(courriel) for courriel in reversed(ground.mailbox.messages)],
    }


def folder(courriel: Courriel) -> str:
    """Only a digest can be unsubscribed from: it is the comité's; the rest is the services'."""
    return COMITE if courriel.header("List-Unsubscribe") else SERVICES


def _seat(ground: Ground, seat: Seat, chat: Json) -> Json:
    answers = [{"text": text, "alert": alert} for text, alert in seat.person.answers()]
    kept = ground.world.chats[seat.chat_id].messages
    return {
        "key": seat.key,
        "title": seat.title,
        "person": seat.person.id,
        "name": chat["title"] if seat.group else ground.world.bot["first_name"],
        "group": seat.group is not None,
        "keyboard": chat["keyboard"],
        "answers": answers,
        "pinned": chat["pinned"][-1] if chat["pinned"] else None,
        "messages": [
            {**message, "description": describe(kept[message["message_id"]].data)}
            for message in chat["messages"]
            if not message["deleted"]
        ],
    }


def _courriel(courriel: Courriel) -> Json:
    return {
        "id": courriel.id,
        "folder": folder(courriel),
        "sender": courriel.sender,
        "to": ", ".join(courriel.to),
        "subject": courriel.subject,
        "date": courriel.date.isoformat(),
        "html": bool(courriel.html),
        "attachments": [piece.name for piece in courriel.attachments],
    }
