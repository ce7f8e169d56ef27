"""A raw update becomes the one thing that was done; nothing else is read of it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.chat.incoming import PHOTO_MAX_BYTES, UpdateKind, read
from bot.domain.signes import sans_pieges

CHAT = {"id": 5, "type": "private"}
SENDER = {"id": 5, "is_bot": False, "first_name": "\u202eMédiatrice"}


def message(**content: Any) -> dict[str, Any]:
    return {"message": {"message_id": 1, "date": 0, "chat": CHAT, "from": SENDER, **content}}


def size(name: str, width: int, weight: int = 1) -> dict[str, Any]:
    return {
        "file_id": name,
        "file_unique_id": f"u-{name}",
        "width": width,
        "height": width,
        "file_size": weight,
    }


def test_a_text_is_read_with_its_author_and_its_chat() -> None:
    found = read(message(text=" bonjour "))
    assert (found.kind, found.text, found.chat_id, found.user_id) == (
        UpdateKind.TEXT,
        "bonjour",
        5,
        5,
    )
    assert found.private
    assert found.first_name == "Médiatrice"


def test_the_largest_picture_that_is_not_too_heavy_is_kept() -> None:
    sizes = [size("s", 90), size("l", 1280), size("xl", 4000, PHOTO_MAX_BYTES + 1)]
    found = read(message(photo=sizes, caption="légende", media_group_id="7"))
    assert found.photo == {"file_id": "l", "unique": "u-l"}
    assert (found.kind, found.text, found.media_group) == (UpdateKind.PHOTO, "légende", "7")
    heavy = read(message(photo=sizes[2:]))
    assert (heavy.kind, heavy.detail) == (UpdateKind.UNSUPPORTED, "heavy_photo")


def test_a_position_is_read_and_one_that_moves_by_itself_is_not() -> None:
    where = {"latitude": 49.9, "longitude": 2.3}
    found = read(message(location=where))
    assert (found.kind, found.latitude, found.longitude) == (UpdateKind.POSITION, 49.9, 2.3)
    live = {"edited_message": message(location=where)["message"]}
    assert read(live).kind is UpdateKind.SILENT
    typed = {"edited_message": message(text="8 ados")["message"]}
    assert read(typed).kind is UpdateKind.EDITED
    assert read(typed).text == "8 ados"
    captioned = message(caption="9 ados", edit_date=1_800_000_000)["message"]
    changed = read({"edited_message": captioned})
    assert (changed.text, changed.sent) == ("9 ados", 1_800_000_000)


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        ({"text": "a", "forward_origin": {}}, "forward"),
        ({"text": "a", "via_bot": {}}, "disguised"),
        ({"text": "a", "sender_chat": {}}, "disguised"),
        ({"photo": [], "forward_origin": {}}, "forward"),
        *(({kind: {}}, kind) for kind in ("voice", "sticker", "contact", "poll", "document")),
    ],
)
def test_what_is_not_one_s_own_words_is_named(content: dict[str, Any], detail: str) -> None:
    found = read(message(**content))
    assert (found.kind, found.detail) == (UpdateKind.UNSUPPORTED, detail)


def test_service_messages_and_unknown_updates_say_nothing() -> None:
    assert read(message(pinned_message={})).kind is UpdateKind.SILENT
    assert read({"update_id": 1, "message_reaction_count": {}}).kind is UpdateKind.SILENT


def test_a_group_that_moves_and_a_place_won_or_lost_are_read() -> None:
    assert read(message(migrate_to_chat_id=-100)).detail == "-100"
    change = {"chat": CHAT, "from": SENDER, "new_chat_member": {"status": "kicked"}}
    found = read({"my_chat_member": change})
    assert (found.kind, found.detail) == (UpdateKind.MEMBERSHIP, "kicked")


def test_a_tap_on_a_message_too_old_to_be_seen_is_a_tap() -> None:
    old = {"message_id": 3, "chat": CHAT, "date": 0}
    found = read({"callback_query": {"id": "9", "from": SENDER, "message": old, "data": "x"}})
    assert (found.kind, found.callback_id, found.message_id, found.text) == (
        UpdateKind.TAP,
        "9",
        3,
        "x",
    )


def test_a_malformed_update_is_said_to_be() -> None:
    with pytest.raises(KeyError):
        read({"message": {"text": "sans conversation"}})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("deux\nlignes", "deux\nlignes"),
        ("a\u202egnp.exe\u202c", "agnp.exe"),
        ("zéro\u200b\ufeff largeur\x07", "zéro largeur"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("شارع <b>&", "شارع <b>&"),
        ("\u200b", ""),
    ],
)
def test_only_what_hides_or_turns_a_text_is_taken_out(typed: str, kept: str) -> None:
    assert sans_pieges(typed) == kept
