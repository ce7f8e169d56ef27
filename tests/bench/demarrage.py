"""From the command to the first getUpdates, and what the bot weighs at rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bot.sandbox.memory import TOKEN
from tests.bench.ground import Ground, Seen, ground
from tests.bench.processes import BOT_CORE, Process, running
from tests.bench.table import Figure

STARTS = 3
LOOK_SECONDS = 0.01
REST_SECONDS = 1.5

Starter = Callable[[Ground, Path], AbstractContextManager[Process]]


def measure() -> Iterator[Figure]:
    # The first of each compiles the modules, as an installation does.
    runs = [(_start(_echo), _start(_carnet)) for _ in range(STARTS + 1)][1:]
    seconds = [median(run[who][0] for run in runs) for who in (0, 1)]
    weights = [median(run[who][1] for run in runs) for who in (0, 1)]
    yield Figure("Démarrage → premier getUpdates", seconds[1], "s", 1.5, seconds[0], "(écho nu)")
    yield Figure("Mémoire au repos (RSS)", weights[1], "Mo", 115, weights[0], "(écho nu)")


def _start(starter: Starter) -> tuple[float, float]:
    """Seconds to the first getUpdates, and megabytes a moment later."""
    with ground() as place, TemporaryDirectory(prefix="carnet-mesures-") as folder:
        # An update is waiting, so that getUpdates is answered at once and not after 30 s.
        place.post("burst", kind="write", text="bonjour", count=1, users=1)
        began = time.perf_counter()
        with starter(place, Path(folder)) as process:
            place.until(_polled, look=LOOK_SECONDS)
            took = time.perf_counter() - began
            time.sleep(REST_SECONDS)
            return took, process.rss_mb()


def _polled(seen: list[Seen]) -> bool:
    return any(one.method == "getUpdates" for one in seen)


def _echo(place: Ground, _folder: Path) -> AbstractContextManager[Process]:
    return running("tests.bench.echo", place.url, TOKEN, core=BOT_CORE, waits=False)


def _carnet(place: Ground, folder: Path) -> AbstractContextManager[Process]:
    """As an operator starts it, on an empty database that it has to make."""
    environ = {
        "CARNET_TELEGRAM_TOKEN": TOKEN,
        "CARNET_TELEGRAM_API_URL": place.url,
        "CARNET_DATABASE_URL": f"sqlite:///{folder / 'carnet.db'}",
        "CARNET_PHOTOS_DIR": str(folder / "photos"),
        "CARNET_DISPOSITIF": "amiens",
        "CARNET_SMTP_URL": "smtp://127.0.0.1:9",
        "CARNET_MAIL_FROM": "carnet@example.org",
        "CARNET_PUBLIC_URL": "http://127.0.0.1:8080",
        "CARNET_SECRET_KEY": "0123456789abcdef0123456789abcdef",
        "CARNET_HTTP_PORT": "0",
        "CARNET_LOG_LEVEL": "WARNING",
    }
    return running("bot", "run", core=BOT_CORE, environ=environ, waits=False)
