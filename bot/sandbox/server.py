"""Starting and stopping the practice ground's server, on this machine only."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from bot.sandbox import sim_routes, wire
from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `url` has no trailing slash."""

    world: World
    url: str
    runner: web.AppRunner

    async def stop(self) -> None:
        await self.runner.cleanup()


def make_app(world: World) -> web.Application:
    """The Bot API of `world` and the `/sim/` routes that drive it."""
    app = web.Application(client_max_size=wire.LARGEST_UPLOAD)
    app[wire.WORLD] = world
    wire.add_routes(app)
    sim_routes.add_routes(app)
    app.on_shutdown.append(_release)
    return app


async def start(world: World, host: str = "127.0.0.1", port: int = 0) -> Server:
    """Serve `world`; ValueError for an address that other machines could reach."""
    if not sim_routes.is_loopback(host):
        raise ValueError(f"the practice ground only listens on this machine, not on {host}")
    runner = web.AppRunner(make_app(world), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    bound = runner.addresses[0]
    shown = f"[{bound[0]}]" if ":" in str(bound[0]) else bound[0]
    return Server(world, f"http://{shown}:{bound[1]}", runner)


async def _release(app: web.Application) -> None:
    """End the long poll under way, or stopping would wait for it."""
    app[wire.WORLD].updates.release()
