"""Requests come in four forms and are answered in one."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.sandbox.persons import Person
from bot.sandbox.server import Server, start
from bot.sandbox.world import World

KEYS = {"inline_keyboard": [[{"text": "Vu 👀", "callback_data": "vu"}]]}


@pytest.fixture
async def http(server: Server) -> AsyncIterator[aiohttp.ClientSession]:
    base = f"{server.url}/bot{server.world.token}/"
    async with aiohttp.ClientSession(base_url=base) as session:
        yield session


async def answer(response: aiohttp.ClientResponse) -> Any:
    assert response.content_type == "application/json"
    return await response.json()


async def test_a_query_a_form_a_json_body_and_a_multipart_say_the_same(
    http: aiohttp.ClientSession, mediatrice: Person
) -> None:
    plain = {"chat_id": str(mediatrice.id), "text": "à vous", "reply_markup": json.dumps(KEYS)}
    parts = aiohttp.FormData(plain, default_to_multipart=True)
    nested = {"chat_id": mediatrice.id, "text": "à vous", "reply_markup": KEYS}
    answers = [
        await answer(await http.get("sendMessage", params=plain)),
        await answer(await http.post("sendMessage", data=plain)),
        await answer(await http.post("sendMessage", data=parts)),
        await answer(await http.post("sendMessage", json=nested)),
    ]
    assert all(a["ok"] and a["result"]["reply_markup"] == KEYS for a in answers)
    assert [a["result"]["text"] for a in answers] == ["à vous"] * 4


@pytest.mark.parametrize("name", ["sendmessage", "SENDMESSAGE", "sendMessage"])
async def test_a_method_is_known_whatever_its_case(
    http: aiohttp.ClientSession, world: World, mediatrice: Person, name: str
) -> None:
    said = {"chat_id": mediatrice.id, "text": "a"}
    assert (await answer(await http.post(name, json=said)))["ok"]
    assert world.calls[-1].method == "sendMessage"


async def test_an_unknown_method_is_not_found(http: aiohttp.ClientSession) -> None:
    response = await http.post("sendJoke")
    assert response.status == 404
    assert (await answer(response))["description"] == "Not Found: method not found"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{", "can't parse JSON object"),
        (b'{"text": "\xff"}', "strings must be encoded in UTF-8"),
        (b'{"text": "\\ud83d"}', "strings must be encoded in UTF-8"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(
    http: aiohttp.ClientSession, body: bytes, words: str
) -> None:
    headers = {"Content-Type": "application/json"}
    response = await http.post("sendMessage", data=body, headers=headers)
    assert response.status == 400
    assert (await answer(response))["description"] == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": "a"}, "chat_id is empty"),
        ({"chat_id": "@carnet", "text": "a"}, "chat not found"),
        ({"chat_id": 1, "text": ["a"]}, 'field "text" must be of type String'),
        ({"chat_id": 1, "message_thread_id": "a"}, 'field "message_thread_id" must be a valid'),
        ({"chat_id": 7_000_001, "text": "a", "reply_markup": "{"}, "can't parse reply markup"),
        ({"chat_id": 7_000_001, "text": "a", "reply_markup": []}, "object expected as reply"),
        ({"chat_id": 7_000_001, "text": "a", "reply_markup": {"a": 1}}, "object expected as"),
        (
            {"chat_id": 7_000_001, "text": "a", "reply_markup": {"inline_keyboard": [[{}]]}},
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            {
                "chat_id": 7_000_001,
                "text": "a",
                "reply_markup": {"inline_keyboard": [[{"text": "a"}]]},
            },
            "Text buttons are unallowed in the inline keyboard",
        ),
    ],
)
async def test_a_parameter_of_the_wrong_kind_is_refused(
    http: aiohttp.ClientSession, mediatrice: Person, params: dict[str, Any], words: str
) -> None:
    response = await http.post("sendMessage", json=params)
    assert response.status == 400
    assert words in (await answer(response))["description"]


async def test_a_number_in_a_text_and_a_text_in_a_number_are_read(
    http: aiohttp.ClientSession, mediatrice: Person
) -> None:
    said = {"chat_id": str(mediatrice.id), "text": 42, "protect_content": "true"}
    result = (await answer(await http.post("sendMessage", json=said)))["result"]
    assert (result["text"], result["has_protected_content"]) == ("42", True)


async def test_files_are_only_given_to_who_has_the_token(
    server: Server, mediatrice: Person
) -> None:
    sent = mediatrice.send_document(b"%PDF", "a.pdf", "application/pdf")
    path = server.world.files.describe(sent.data["document"]["file_id"])["file_path"]
    base = f"{server.url}/file"
    async with aiohttp.ClientSession() as files:
        right = await files.get(f"{base}/bot{server.world.token}/{path}")
        assert (right.status, await right.read()) == (200, b"%PDF")
        assert (await files.get(f"{base}/bot{server.world.token}/absent")).status == 404
        assert (await files.get(f"{base}/bot200000002:another/{path}")).status == 401


async def test_what_is_too_big_to_download_is_refused(
    http: aiohttp.ClientSession, mediatrice: Person
) -> None:
    sent = mediatrice.send_document(bytes(20 * 1024 * 1024 + 1), "gros.bin", "")
    file_id = sent.data["document"]["file_id"]
    response = await http.get("getFile", params={"file_id": file_id})
    assert "file is too big" in (await answer(response))["description"]


async def test_old_calls_are_forgotten_and_counted(world: World, mediatrice: Person) -> None:
    server = await start(world)
    url = f"{server.url}/bot{world.token}/getMe"
    async with aiohttp.ClientSession() as http:
        await http.get(url)
        call = world.calls[-1]
        for _ in range(20_000):
            world.record(call)
    await server.stop()
    assert len(world.calls) + world.calls_forgotten == 20_001
    assert world.calls_forgotten == 10_000


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "::", "example.org"])  # noqa: S104
async def test_an_address_that_others_could_reach_is_refused(world: World, host: str) -> None:
    with pytest.raises(ValueError, match="only listens on this machine"):
        await start(world, host=host)
