"""The bot under measure: the real one, on real disk, in a process of its own."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

from bot.app import opened
from bot.clock import SystemClock
from bot.sandbox.memory import TOKEN
from bot.wiring import Wiring
from storage.dispositif import load, packaged


async def serve(url: str, database: str, pace: str) -> None:
    """Run until told to stop; « unpaced » lifts Telegram's limits, which are not ours."""
    wiring = Wiring(
        token=TOKEN,
        api_url=url,
        database_url=database,
        dispositifs=(load(packaged("amiens")),),
        smtp_url="smtp://127.0.0.1:9",
        mail_from="Carnet de rue <carnet@example.org>",
        public_url=None,
        keys=("0123456789abcdef0123456789abcdef",),
        http_host="127.0.0.1",
        http_port=0,
        photos_dir=Path(database.removeprefix("sqlite:///")).parent / "photos",
        clock=SystemClock(),
    )
    async with opened(wiring, paced=pace != "unpaced") as carnet:
        running = asyncio.create_task(carnet.run())
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.cancel)
        print("ready", flush=True)
        await asyncio.gather(running, return_exceptions=True)


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:]))
