"""What the page and other processes can do in the world: one function per `/sim/<act>`."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.clock import MovableClock
from bot.sandbox.groups import Group
from bot.sandbox.model import SimMessage
from bot.sandbox.persons import Person
from bot.sandbox.refusals import Json
from bot.sandbox.world import World

Act = Callable[[World, Json], Json]


def person(world: World, body: Json) -> Json:
    known = world.person(body["first_name"], id=body.get("id"))
    return {"id": known.id, "first_name": known.first_name}


def start(world: World, body: Json) -> Json:
    return _sent(_who(world, body).start(body.get("payload", "")))


def write(world: World, body: Json) -> Json:
    who = _who(world, body)
    return _sent(who.write(body["text"], body.get("chat"), thread=body.get("thread")))


def reply(world: World, body: Json) -> Json:
    return _sent(_who(world, body).reply(_message(world, body), body["text"]))


def tap(world: World, body: Json) -> Json:
    """Press `button` (label or data), on `message_id` when given, else the newest."""
    message = _message(world, body) if "message_id" in body else None
    who = _who(world, body)
    return {"query": who.tap(body["button"], message=message, chat=body.get("chat"))}


def photo(world: World, body: Json) -> Json:
    """Send a photo; `data` is base64."""
    data = b64decode(body["data"], validate=True)
    return _sent(_who(world, body).send_photo(data, body.get("caption", ""), body.get("chat")))


def album(world: World, body: Json) -> Json:
    """Send several photos; `data` is a list of base64."""
    photos = [b64decode(data, validate=True) for data in body["data"]]
    who = _who(world, body)
    sent = who.send_album(photos, body.get("caption", ""), body.get("chat"))
    return {"message_ids": [message.message_id for message in sent]}


def document(world: World, body: Json) -> Json:
    data = b64decode(body["data"], validate=True)
    name, mime = body["name"], body.get("mime", "application/octet-stream")
    return _sent(_who(world, body).send_document(data, name, mime, chat=body.get("chat")))


def location(world: World, body: Json) -> Json:
    where = (float(body["latitude"]), float(body["longitude"]))
    return _sent(_who(world, body).send_location(*where, chat=body.get("chat")))


def voice(world: World, body: Json) -> Json:
    return _sent(_who(world, body).send_voice(body.get("chat")))


def sticker(world: World, body: Json) -> Json:
    return _sent(_who(world, body).send_sticker(body.get("chat")))


def contact(world: World, body: Json) -> Json:
    return _sent(_who(world, body).send_contact(body.get("chat")))


def poll(world: World, body: Json) -> Json:
    return _sent(_who(world, body).send_poll(body.get("chat")))


def forward(world: World, body: Json) -> Json:
    return _sent(_who(world, body).forward(body["text"], body.get("chat")))


def edit(world: World, body: Json) -> Json:
    who = _who(world, body)
    return _sent(who.edit(body["message_id"], body["text"], body.get("chat")))


def delete(world: World, body: Json) -> Json:
    _who(world, body).delete(body["message_id"], body.get("chat"))
    return {}


def react(world: World, body: Json) -> Json:
    _who(world, body).react(_message(world, body), body["emoji"])
    return {}


def block(world: World, body: Json) -> Json:
    _who(world, body).block()
    return {}


def unblock(world: World, body: Json) -> Json:
    _who(world, body).unblock()
    return {}


def join(world: World, body: Json) -> Json:
    _group(world, body).add(_who(world, body))
    return {}


def leave(world: World, body: Json) -> Json:
    _group(world, body).remove(_who(world, body))
    return {}


def group(world: World, body: Json) -> Json:
    """Create a group; `members` are persons' numbers, `bot_is_member` is true by default."""
    members = [world.persons[number] for number in body.get("members", [])]
    bot_in, forum = body.get("bot_is_member", True), body.get("forum", False)
    made = world.group(body["title"], members, bot_is_member=bot_in, forum=forum)
    return {"id": made.id, "title": made.title}


def add_bot(world: World, body: Json) -> Json:
    _group(world, body).add_bot()
    return {}


def kick_bot(world: World, body: Json) -> Json:
    _group(world, body).kick_bot()
    return {}


def promote_bot(world: World, body: Json) -> Json:
    _group(world, body).promote_bot()
    return {}


def upgrade(world: World, body: Json) -> Json:
    return {"id": _group(world, body).upgrade()}


def fault(world: World, body: Json) -> Json:
    """Add a fault (the fields of `Faults.add`); an empty body clears them all."""
    if body:
        world.faults.add(**body)
    else:
        world.faults.clear()
    return {"active": len(world.faults.active)}


def clock(world: World, body: Json) -> Json:
    """Move the clock by `advance_seconds`, or `set` it to an ISO moment with its zone."""
    if not isinstance(world.clock, MovableClock):
        raise ValueError("this world runs on the machine's own clock")
    if "set" in body:
        moment = datetime.fromisoformat(body["set"])
        if moment.tzinfo is None:
            raise ValueError("the moment to set needs its time zone, as in +01:00")
        world.clock.set(moment)
    else:
        world.clock.advance(timedelta(seconds=body["advance_seconds"]))
    return {"now": world.clock.now().isoformat()}


def settings(world: World, body: Json) -> Json:
    """Change `strict` (unknown parameters refused) and `delay_ms` (round trip of a call)."""
    world.strict = bool(body.get("strict", world.strict))
    world.delay = float(body.get("delay_ms", world.delay * 1000)) / 1000
    return {"strict": world.strict, "delay_ms": world.delay * 1000}


def quiet_week(world: World, body: Json) -> Json:
    return {"next_id": world.quiet_week(body.get("next_id"))}


def reset(world: World, _body: Json) -> Json:
    world.reset()
    return {}


ACTS: dict[str, Act] = {
    act.__name__: act
    for act in (
        *(person, start, write, reply, tap, photo, album, document, location, voice, sticker),
        *(contact, poll, forward, edit, delete, react, block, unblock, join, leave),
        *(group, add_bot, kick_bot, promote_bot, upgrade),
        *(fault, clock, settings, quiet_week, reset),
    )
}


def _who(world: World, body: Json) -> Person:
    """The person of number `person`."""
    return world.persons[body["person"]]


def _group(world: World, body: Json) -> Group:
    """The group of number `group`."""
    return {group.id: group for group in world.groups}[body["group"]]


def _message(world: World, body: Json) -> SimMessage:
    """Message `message_id` of `chat` (by default the person's private chat)."""
    return world.chats[body.get("chat") or body["person"]].messages[body["message_id"]]


def _sent(message: SimMessage) -> Json:
    return {"message_id": message.message_id, "chat": message.chat_id}
