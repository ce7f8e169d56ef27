"""The bot under measure: the real one, on real disk, in a process of its own.

`python -m tests.bench.subject URL DATABASE [options]`; at SIGUSR1 it writes what it asked of the
database so far.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
from collections import Counter
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from bot import garbage
from bot.app import opened
from bot.clock import Clock, MovableClock, SystemClock
from bot.sandbox.memory import TOKEN
from bot.wiring import Wiring
from tests.bench import ville
from tests.bench.counting import counting


def wiring(url: str, database: str, binomes: int, clock: Clock) -> Wiring:
    """Wired to the practice ground at `url`."""
    return Wiring(
        token=TOKEN,
        api_url=url,
        database_url=database,
        dispositifs=(ville.dispositif(binomes),),
        smtp_url="smtp://127.0.0.1:9",
        mail_from="Carnet de rue <carnet@example.org>",
        public_url=None,
        keys=("0123456789abcdef0123456789abcdef",),
        http_host="127.0.0.1",
        http_port=0,
        photos_dir=Path(database.removeprefix("sqlite:///")).parent / "photos",
        clock=clock,
    )


async def serve(asked: argparse.Namespace) -> None:
    """Run until told to stop."""
    clock = MovableClock(datetime.fromisoformat(asked.at)) if asked.at else SystemClock()
    wired = wiring(asked.url, asked.database, asked.binomes, clock)
    async with opened(wired, paced=asked.paced) as carnet:
        garbage.keep()
        running = asyncio.create_task(carnet.run())
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.cancel)
        print("ready", flush=True)
        await asyncio.gather(running, return_exceptions=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("database")
    parser.add_argument("--paced", action="store_true", help="within Telegram's limits")
    parser.add_argument("--binomes", type=int, default=0, help="of the programme; 0: as packaged")
    parser.add_argument("--at", help="what its clock shows at first")
    parser.add_argument("--counts", type=Path, help="where to write, at SIGUSR1, what it counted")
    asked = parser.parse_args()
    with ExitStack() as stack:
        if asked.counts:
            counts = stack.enter_context(counting())
            signal.signal(signal.SIGUSR1, lambda *_: _write(asked.counts, counts))
        asyncio.run(serve(asked))


def _write(file: Path, counts: Counter[str]) -> None:
    """Whole or not at all: who asked reads it as soon as it is there."""
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps(counts), encoding="utf-8")
    draft.replace(file)


if __name__ == "__main__":
    main()
