"""What people send besides plain text, in Telegram's shapes."""

from __future__ import annotations

from itertools import count

from bot.sandbox.chats import Chat
from bot.sandbox.files import Files
from bot.sandbox.memory import Memory
from bot.sandbox.model import SimMessage
from bot.sandbox.refusals import Json

_albums = count(13_000_000_000_000_001)


def album_id() -> str:
    return str(next(_albums))


def photo(files: Files, data: bytes, caption: str) -> Json:
    stored = files.store("photos", data, name="photo.jpg", mime="image/jpeg")
    return {"photo": files.photo_sizes(stored), "caption": caption}


def document(files: Files, data: bytes, name: str, mime: str, caption: str) -> Json:
    stored = files.store("documents", data, name=name, mime=mime)
    shape = {**stored.identity, "file_name": name, "mime_type": mime}
    return {"document": shape, "caption": caption}


def voice(files: Files) -> Json:
    stored = files.store("voice", b"OggS" + bytes(60), name="voice.oga", mime="audio/ogg")
    return {"voice": {**stored.identity, "duration": 4, "mime_type": stored.mime}}


def sticker(files: Files) -> Json:
    stored = files.store("stickers", b"RIFF" + bytes(60), name="sticker.webp", mime="image/webp")
    shape = {"type": "regular", "width": 512, "height": 512, "emoji": "👍"}
    return {"sticker": {**stored.identity, **shape, "is_animated": False, "is_video": False}}


def contact() -> Json:
    # A number of the range the French regulator keeps for fiction.
    return {"contact": {"phone_number": "+33639980000", "first_name": "Contact"}}


def poll() -> Json:
    options = [
        {"persistent_id": str(rank), "text": words, "voter_count": 0}
        for rank, words in enumerate(("Oui", "Non"))
    ]
    return {
        "poll": {
            "id": "5000000000000000001",
            "question": "On y va ?",
            "options": options,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
    }


def forwarded(text: str, date: int) -> Json:
    origin = {"type": "hidden_user", "sender_user_name": "Une autre personne", "date": date - 60}
    return {"text": text, "forward_origin": origin}


def quoted(message: SimMessage) -> Json:
    """A message inside its answer; Telegram never nests two of them."""
    return {key: value for key, value in message.data.items() if key != "reply_to_message"}


def reaction(message: SimMessage, user: Json, emoji: str, date: int) -> Json:
    return {
        "chat": message.data["chat"],
        "message_id": message.message_id,
        "user": user,
        "date": date,
        "old_reaction": [],
        "new_reaction": [{"type": "emoji", "emoji": emoji}] if emoji else [],
    }


def membership(chat: Chat, by: Json, world: Memory, old: str, new: str) -> Json:
    """A `my_chat_member` update: the bot's own place in a chat changed."""
    return {
        "chat": chat.shape,
        "from": by,
        "date": world.now(),
        "old_chat_member": member(world.bot, old),
        "new_chat_member": member(world.bot, new),
    }


RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
    "can_send_welcome_messages",
)


def member(user: Json, status: str) -> Json:
    """A ChatMember of that status, with the fields Telegram always gives."""
    shape: Json = {"user": user, "status": status}
    if status == "kicked":
        shape["until_date"] = 0
    elif status == "creator":
        shape["is_anonymous"] = False
    elif status == "administrator":
        shape |= {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(RIGHTS, True)
    return shape


def seen_by_bot(chat: Chat, data: Json, bot: Json) -> bool:
    """Privacy mode: in a group a plain member bot sees commands, mentions and replies to it."""
    if chat.is_private or chat.bot_status == "administrator":
        return True
    if chat.bot_status != "member":
        return False
    words = str(data.get("text") or data.get("caption") or "")
    answered = data.get("reply_to_message", {}).get("from", {}).get("id")
    return words.startswith("/") or f"@{bot['username']}" in words or answered == bot["id"]
