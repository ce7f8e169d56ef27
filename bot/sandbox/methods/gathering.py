"""Methods about chats: who is in them, pins, topics, reactions."""

from __future__ import annotations

from bot.sandbox.chats import Chat
from bot.sandbox.contents import member
from bot.sandbox.groups import topic_created
from bot.sandbox.methods.contract import Method
from bot.sandbox.parameters import CHAT, boolean, integer, structure, text
from bot.sandbox.refusals import Json, bad_request
from bot.sandbox.world import World

DEFAULT_TOPIC_COLOUR = 7322096
GIFTS = dict.fromkeys(
    (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    ),
    False,
)


def get_chat(world: World, params: Json) -> Json:
    chat = world.chat(params.get("chat_id"))
    shape = {
        **chat.shape,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": GIFTS,
    }
    if chat.pinned:
        shape["pinned_message"] = chat.messages[chat.pinned[-1]].data
    return shape


def get_member(world: World, params: Json) -> Json:
    chat = world.open_chat(params.get("chat_id"))
    wanted = params.get("user_id")
    if wanted == world.bot["id"]:
        return member(world.bot, chat.bot_status)
    if wanted not in world.persons:
        raise bad_request("user not found")
    return member(world.persons[wanted].user, chat.members.get(wanted, "left"))


def get_administrators(world: World, params: Json) -> list[Json]:
    chat = world.open_chat(params.get("chat_id"))
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    people = [
        member(world.persons[number].user, status)
        for number, status in chat.members.items()
        if status in ("creator", "administrator")
    ]
    if chat.bot_status == "administrator" and params.get("return_bots", True):
        people.append(member(world.bot, "administrator"))
    return people


def count_members(world: World, params: Json) -> int:
    return len(world.open_chat(params.get("chat_id")).members) + 1


def leave(world: World, params: Json) -> bool:
    chat = world.open_chat(params.get("chat_id"))
    if chat.is_private:
        raise bad_request("chat can't be left: it is private")
    chat.bot_status = "left"
    return True


def pin(world: World, params: Json) -> bool:
    chat = _managed(world, params, "not enough rights to manage pinned messages in the chat")
    wanted = chat.find(params.get("message_id"), "to pin").message_id
    # Pinned again, it comes to the top: there is one of each.
    chat.pinned = [*(number for number in chat.pinned if number != wanted), wanted]
    return True


def unpin(world: World, params: Json) -> bool:
    """Take one pin away; the newest when no message is named."""
    chat = _managed(world, params, "not enough rights to manage pinned messages in the chat")
    wanted = params.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if wanted not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(wanted)
    return True


def create_topic(world: World, params: Json) -> Json:
    chat = _managed(world, params, "not enough rights to create a topic")
    if not chat.shape.get("is_forum"):
        raise bad_request("the chat is not a forum")
    name = params.get("name", "")
    if not 1 <= len(name) <= 128:
        raise bad_request("TOPIC_TITLE_EMPTY")
    thread = world.post(chat, world.bot, topic_created(name)).message_id
    chat.topics[thread] = name
    colour = params.get("icon_color", DEFAULT_TOPIC_COLOUR)
    return {"message_thread_id": thread, "name": name, "icon_color": colour}


def react(world: World, params: Json) -> bool:
    chat = world.open_chat(params.get("chat_id"))
    message = chat.find(params.get("message_id"), "to react")
    reactions = params.get("reaction") or []
    if any(not isinstance(r, dict) or r.get("type") != "emoji" for r in reactions):
        raise bad_request("REACTION_INVALID")
    message.reactions = [str(r["emoji"]) for r in reactions]
    return True


def _managed(world: World, params: Json, words: str) -> Chat:
    """A chat where the bot has an administrator's rights (or a private one)."""
    chat = world.open_chat(params.get("chat_id"))
    if not chat.is_private and chat.bot_status != "administrator":
        raise bad_request(words)
    return chat


METHODS = [
    Method("getChat", CHAT, get_chat),
    Method("getChatMember", {**CHAT, "user_id": integer}, get_member),
    Method("getChatAdministrators", {**CHAT, "return_bots": boolean}, get_administrators),
    Method("getChatMemberCount", CHAT, count_members),
    Method("leaveChat", CHAT, leave),
    Method(
        "pinChatMessage", {**CHAT, "message_id": integer, "disable_notification": boolean}, pin
    ),
    Method("unpinChatMessage", {**CHAT, "message_id": integer}, unpin),
    Method(
        "createForumTopic",
        {**CHAT, "name": text, "icon_color": integer, "icon_custom_emoji_id": text},
        create_topic,
    ),
    Method(
        "setMessageReaction",
        {**CHAT, "message_id": integer, "reaction": structure, "is_big": boolean},
        react,
    ),
]
