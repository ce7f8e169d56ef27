"""What every page needs, held in one place of the aiohttp application."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.clock import Clock
from bot.signing import Signer
from bot.throttle import Throttle
from storage.machine.db import Database
from storage.programme import Programme

Probe = Callable[[], Awaitable[Mapping[str, Any]]]
"""What /health says; its key « ok » tells whether all is well."""


@dataclass(frozen=True)
class WebHost:
    """The machinery that pages are served with."""

    database: Database
    programmes: Mapping[int, Programme]
    clock: Clock
    signer: Signer
    photos_dir: Path
    probe: Probe
    scraped: Probe
    """What /metrics says: the same and more, read beside whoever works."""
    secure: bool = False
    """The public address is in https."""
    throttle: Throttle = field(default_factory=Throttle)


HOST = web.AppKey("host", WebHost)
