"""Other processes drive the world over `/sim/`, and a bare one runs by itself."""

from __future__ import annotations

import asyncio
import sys
from base64 import b64encode
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup

from bot.clock import MovableClock, SystemClock
from bot.sandbox.server import Server, start
from bot.sandbox.world import World

JPEG = b"\xff\xd8\xff" + bytes(range(200))
KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Vu", callback_data="vu")]])


class Remote:
    """The `/sim/` routes of a server."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session

    async def do(self, act: str, status: int = 200, **body: Any) -> Any:
        async with self.session.post(f"/sim/{act}", json=body) as response:
            assert response.status == status, await response.text()
            return await response.json()

    async def get(self, path: str) -> Any:
        async with self.session.get(f"/sim/{path}") as response:
            assert response.status == 200, await response.text()
            return await response.json()


@pytest.fixture
async def sim(server: Server) -> AsyncIterator[Remote]:
    async with aiohttp.ClientSession(base_url=server.url) as session:
        yield Remote(session)


async def test_an_evening_is_played_from_outside(sim: Remote, bot: Bot, world: World) -> None:
    her = (await sim.do("person", first_name="La médiatrice"))["id"]
    await sim.do("start", person=her, payload="abc")
    await bot.set_my_commands([BotCommand("presence", "Présence")])
    await bot.send_message(her, "Vu ?", reply_markup=KEYS)
    query = (await sim.do("tap", person=her, button="Vu"))["query"]
    await bot.answer_callback_query(query, "Merci")
    sent = await sim.do("photo", person=her, data=b64encode(JPEG).decode(), caption="Lampe")
    state = await sim.get("state")
    (chat,) = state["chats"]
    assert [m["text"] for m in chat["messages"]] == ["/start abc", "Vu ?", "Lampe"]
    assert chat["messages"][1]["keyboard"] == [[{"label": "Vu", "data": "vu", "url": None}]]
    assert chat["answers"] == [{"text": "Merci", "alert": False}]
    assert chat["commands"] == [{"command": "presence", "description": "Présence"}]
    assert chat["messages"][2]["message_id"] == sent["message_id"]
    async with sim.session.get(f"/sim/photo/{chat['messages'][2]['photo']}") as picture:
        assert (picture.content_type, await picture.read()) == ("image/jpeg", JPEG)
    async with sim.session.get(f"/sim/transcript?chat={her}") as transcript:
        assert "La médiatrice tape : [Vu]" in await transcript.text()


async def test_every_gesture_of_a_person_has_its_act(sim: Remote, world: World) -> None:
    her = (await sim.do("person", first_name="La médiatrice"))["id"]
    data = b64encode(JPEG).decode()
    first = (await sim.do("write", person=her, text="a"))["message_id"]
    await sim.do("edit", person=her, message_id=first, text="b")
    await sim.do("reply", person=her, message_id=first, text="c")
    await sim.do("location", person=her, latitude=49.9, longitude=2.3)
    await sim.do("document", person=her, data=data, name="a.pdf")
    assert len((await sim.do("album", person=her, data=[data, data]))["message_ids"]) == 2
    for act in ("voice", "sticker", "contact", "poll"):
        await sim.do(act, person=her)
    await sim.do("forward", person=her, text="d")
    await sim.do("react", person=her, message_id=first, emoji="👍")
    await sim.do("delete", person=her, message_id=first)
    await sim.do("block", person=her)
    await sim.do("unblock", person=her)
    kinds = [update.kind for update in world.updates.pending]
    assert kinds.count("message") == 11
    assert kinds[1] == "edited_message"
    assert kinds[-2:] == ["my_chat_member", "my_chat_member"]


async def test_groups_are_made_and_changed(sim: Remote, world: World) -> None:
    her = (await sim.do("person", first_name="La responsable"))["id"]
    other = (await sim.do("person", first_name="Un agent"))["id"]
    group = (await sim.do("group", title="Services", members=[her]))["id"]
    await sim.do("join", person=other, group=group)
    await sim.do("promote_bot", group=group)
    await sim.do("kick_bot", group=group)
    await sim.do("add_bot", group=group)
    await sim.do("leave", person=other, group=group)
    new = (await sim.do("upgrade", group=group))["id"]
    await sim.do("write", person=her, chat=new, text="/vu")
    chats = {chat["id"]: chat for chat in (await sim.get("state"))["chats"]}
    assert chats[group]["migrated_to"] == new
    assert (chats[new]["kind"], chats[new]["bot_status"]) == ("supergroup", "member")
    assert [member["id"] for member in chats[new]["members"]] == [her]


async def test_calls_are_read_from_where_one_stopped(sim: Remote, bot: Bot) -> None:
    first = await sim.get("calls")
    assert [call["method"] for call in first["calls"]] == ["getMe"]
    her = (await sim.do("person", first_name="La médiatrice"))["id"]
    await sim.do("start", person=her)
    await bot.send_photo(her, JPEG)
    later = await sim.get(f"calls?since={first['next']}")
    assert [call["method"] for call in later["calls"]] == ["sendPhoto"]
    assert later["calls"][0]["params"]["photo"]["size"] == len(JPEG)


async def test_faults_clock_settings_and_reset(sim: Remote, bot: Bot, world: World) -> None:
    assert await sim.do("fault", method="getMe", code=500) == {"active": 1}
    assert await sim.do("fault") == {"active": 0}
    before = world.clock.now()
    await sim.do("clock", advance_seconds=3600)
    assert world.clock.now() - before == timedelta(hours=1)
    moved = await sim.do("clock", set="2026-11-23T08:00:00+01:00")
    assert moved["now"] == "2026-11-23T07:00:00+00:00"
    await sim.do("settings", strict=False, delay_ms=5)
    assert (world.strict, world.delay) == (False, 0.005)
    assert (await sim.do("quiet_week", next_id=17))["next_id"] == 17
    await sim.do("person", first_name="La médiatrice")
    await sim.do("reset")
    assert (await sim.get("state"))["chats"] == []


@pytest.mark.parametrize(
    ("act", "body", "status", "words"),
    [
        ("voler", {}, 404, "no such act"),
        ("write", {"person": 1, "text": "a"}, 400, "KeyError"),
        ("upgrade", {"group": 1}, 400, "KeyError"),
        ("photo", {"person": 7_000_001, "data": "é"}, 400, "ValueError"),
        ("tap", {"person": 7_000_001, "button": "Vu"}, 400, "visible: []"),
        ("clock", {"set": "2026-11-23T08:00:00"}, 400, "time zone"),
        ("burst", {"kind": "crier", "text": "a", "count": 1, "users": 1}, 400, "tap or write"),
    ],
)
async def test_what_cannot_be_done_is_said(
    sim: Remote, act: str, body: dict[str, Any], status: int, words: str
) -> None:
    await sim.do("person", first_name="La médiatrice")
    assert words in (await sim.do(act, status, **body))["error"]


async def test_the_machines_own_clock_is_not_moved() -> None:
    server = await start(World(SystemClock()))
    async with aiohttp.ClientSession(base_url=server.url) as session:
        refusal = await Remote(session).do("clock", 400, advance_seconds=1)
    await server.stop()
    assert "own clock" in refusal["error"]


@pytest.mark.parametrize(
    "headers", [{"Host": "carnet.example.org"}, {"Origin": "https://example.org"}]
)
async def test_a_page_from_elsewhere_cannot_drive_the_world(
    sim: Remote, headers: dict[str, str]
) -> None:
    async with sim.session.post("/sim/reset", headers=headers) as response:
        assert response.status == 403


async def test_a_burst_of_texts_is_queued_at_once(sim: Remote, world: World) -> None:
    asked: dict[str, Any] = {"kind": "write", "count": 5, "users": 2, "text": "{user} {n}"}
    assert await sim.do("burst", **asked) == {"queued": 5}
    shapes = [update.shape["message"] for update in world.updates.pending]
    assert [shape["text"] for shape in shapes] == ["1 0", "2 1", "1 2", "2 3", "1 4"]
    assert len({shape["chat"]["id"] for shape in shapes}) == 2


async def test_a_burst_over_time_measures_each_tap(sim: Remote, bot: Bot) -> None:
    plan: dict[str, Any] = {"kind": "tap", "count": 6, "users": 3, "data": "t:{n}", "seed": 7}
    await sim.do("burst", **plan, schedule="poisson", rate=200)
    offset, seen = 0, 0
    while seen < 5:
        for update in await bot.get_updates(offset=offset, timeout=5):
            assert update.callback_query is not None
            offset = update.update_id + 1
            seen += 1
            if seen <= 5:
                await update.callback_query.answer()
    while (lives := await sim.get("latencies"))["releasing"]:
        await asyncio.sleep(0.01)
    assert [tap["data"] for tap in lives["taps"]] == [f"t:{n}" for n in range(6)]
    assert all(tap["ms"] >= 0 for tap in lives["taps"][:5])
    assert lives["taps"][5]["ms"] is None


async def test_stopping_gives_up_a_burst_under_way(clock: MovableClock) -> None:
    world = World(clock)
    server = await start(world)
    async with aiohttp.ClientSession(base_url=server.url) as session:
        plan: dict[str, Any] = {
            "kind": "write",
            "count": 9,
            "users": 1,
            "text": "a",
            "rate": 0.001,
        }
        await Remote(session).do("burst", **plan, schedule="poisson")
    await asyncio.wait_for(server.stop(), 2)
    assert world.updates.pending == ()


async def test_a_bare_world_runs_in_its_own_process() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.sandbox", "--delay-ms", "1", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    ready = (await asyncio.wait_for(process.stdout.readline(), 20)).decode()
    url = ready.removeprefix("ready ").strip()
    async with aiohttp.ClientSession(base_url=url) as session:
        state = await Remote(session).get("state")
    process.terminate()
    await process.communicate()
    assert state["bot"]["username"] == "carnet_de_rue_bot"
