"""A bare practice ground in a process of its own, for the bench and the kill tests."""

from __future__ import annotations

import argparse
import asyncio
import sys

from bot.clock import MovableClock
from bot.sandbox.server import start
from bot.sandbox.world import World


async def serve(port: int, delay: float, rate_limits: bool, polls_at_once: bool) -> None:
    """Serve until the process is stopped; the clock runs, and `/sim/clock` moves it."""
    world = World(MovableClock(), rate_limits=rate_limits)
    world.delay, world.polls_at_once = delay, polls_at_once
    server = await start(world, port=port)
    sys.stdout.write(f"ready {server.url}\n")
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--delay-ms", type=float, default=0.0, help="round trip of each call")
    parser.add_argument(
        "--polls-at-once", action="store_true", help="no round trip for a long poll"
    )
    parser.add_argument("--rate-limits", action="store_true", help="answer 429 as Telegram does")
    given = parser.parse_args()
    try:
        asyncio.run(
            serve(given.port, given.delay_ms / 1000, given.rate_limits, given.polls_at_once)
        )
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
