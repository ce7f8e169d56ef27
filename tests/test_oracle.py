"""The independent judge catches what it is there to catch."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.sandbox.model import Call
from tests.oracle import problems, update_problems

MOMENT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CHAT = {"id": 1, "type": "private"}
SAID = {"message_id": 1, "date": 1, "chat": CHAT, "text": "a"}


def complaints(method: str, params: dict[str, Any], result: Any = SAID) -> str:
    answer = {"ok": True, "result": result}
    return "\n".join(problems([Call(method, params, 200, answer, MOMENT)]))


def keys(data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Vu", "callback_data": data}]]}


def test_a_right_call_has_no_complaint() -> None:
    words = "<b>3 &lt; 5</b> &amp; <i>fin</i> &#128075;"
    params = {"chat_id": 1, "text": words, "parse_mode": "HTML", "reply_markup": keys("vu")}
    assert complaints("sendMessage", params) == ""


@pytest.mark.parametrize(
    ("method", "params", "words"),
    [
        ("sendJoke", {}, "no such method"),
        ("sendMessage", {"chat_id": 1}, "request refused"),
        ("sendMessage", {"chat_id": 1, "text": "a", "humeur": 1}, "unknown parameter humeur"),
        ("sendMessage", {"chat_id": 1, "text": "é" * 4097}, "text longer than 4096"),
        ("sendMessage", {"chat_id": 1, "text": "😀" * 2049}, "text longer than 4096"),
        ("sendPhoto", {"chat_id": 1, "photo": "a", "caption": "é" * 1025}, "longer than 1024"),
        (
            "sendMediaGroup",
            {"chat_id": 1, "media": [{"type": "photo", "media": "a", "caption": "é" * 1025}]},
            "longer than 1024",
        ),
        ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": keys("é" * 33)}, "66 bytes"),
        ("sendMessage", {"chat_id": 1, "text": "3 < 5", "parse_mode": "HTML"}, "unescaped"),
        ("sendMessage", {"chat_id": 1, "text": "a & b", "parse_mode": "HTML"}, "unescaped"),
        ("sendMessage", {"chat_id": 1, "text": "<p>a</p>", "parse_mode": "HTML"}, "tag p"),
        ("sendMessage", {"chat_id": 1, "text": "<b>a", "parse_mode": "HTML"}, "never closed"),
        ("sendMessage", {"chat_id": 1, "text": "a</b>", "parse_mode": "HTML"}, "out of turn"),
        ("sendMessage", {"chat_id": 1, "text": "&eacute;", "parse_mode": "HTML"}, "&eacute;"),
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "é" * 201}, "than 200"),
    ],
)
def test_a_wrong_call_is_named(method: str, params: dict[str, Any], words: str) -> None:
    assert words in complaints(method, params)


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ({"message_id": 1}, "answer refused"),
        ({**SAID, "humeur": "bonne"}, "unknown to Telegram: .humeur"),
        ({**SAID, "chat": {**CHAT, "couleur": 1}}, "unknown to Telegram: .chat.couleur"),
    ],
)
def test_a_wrong_answer_is_named(result: dict[str, Any], words: str) -> None:
    assert words in complaints("sendMessage", {"chat_id": 1, "text": "a"}, result)


def test_a_wrong_update_is_named() -> None:
    assert list(update_problems({"update_id": 1, "message": SAID})) == []
    assert list(update_problems({"update_id": 1, "message": {"text": "a"}}))
    assert list(update_problems({"update_id": 1, "humeur": 1})) == [".humeur"]


def test_a_refusal_must_look_like_one() -> None:
    odd = Call("getMe", {}, 400, {"ok": False, "error_code": 403, "description": ""}, MOMENT)
    assert "not one" in "\n".join(problems([odd]))
