"""A sign of life every minute that all is well; silence as soon as a promise is at risk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.battement import Battement


class Watcher:
    """Who watches from outside: counts how often it is called, answers as told."""

    def __init__(self) -> None:
        self.calls, self.status = 0, 200

    async def answer(self, _request: web.Request) -> web.Response:
        self.calls += 1
        return web.Response(status=self.status)


async def test_silence_is_the_alarm(tmp_path: Path) -> None:
    watcher, seen = Watcher(), dict[str, Any]()
    app = web.Application()
    app.router.add_get("/vivant", watcher.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/vivant"

    async def probe() -> Mapping[str, Any]:
        return seen

    file = tmp_path / "battement"
    beating = Battement(probe, file, url, inside=True)
    try:
        assert await beating.beat()
        assert (watcher.calls, file.exists()) == (1, True)
        file.unlink()
        seen["dernier_tic"] = 900
        assert not await beating.beat()
        assert (watcher.calls, file.exists()) == (1, False)
        seen.clear()
        watcher.status = 500
        assert not await beating.beat()
        assert file.exists()
    finally:
        await runner.cleanup()
    assert not await beating.beat(), "nobody answers: said in the log, and tried again"


async def test_without_anybody_to_tell_nothing_is_kept_going() -> None:
    asked: list[bool] = []

    async def probe() -> Mapping[str, Any]:
        asked.append(True)
        return {}

    await Battement(probe, None, "", inside=False).keep()
    assert asked == []
