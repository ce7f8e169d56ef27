"""What a running bot is wired to: taken from the settings, or lent by the practice ground."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bot.clock import Clock
from storage.dispositif import Dispositif, Service

P = TypeVar("P")


@dataclass(frozen=True)
class Wiring:
    """Every outside thing, by address. `public_url` None: the pages' own local address."""

    token: str
    api_url: str
    database_url: str
    dispositifs: tuple[Dispositif, ...]
    smtp_url: str
    mail_from: str
    public_url: str | None
    keys: tuple[str, ...]
    http_host: str
    http_port: int
    photos_dir: Path
    clock: Clock
    backups_dir: Path = Path("var/sauvegardes")
    backups_key: str = ""
    """The public key that each day's copy is locked for; « »: none is made by the bot."""
    returns_url: str = ""
    """The mailbox where refused letters come back (IMAP); « »: nobody reads them."""
    matrix_url: str = ""
    """The account that speaks in the rooms of services; « »: none does."""
    secrets: Mapping[str, str] = field(default_factory=dict)
    """By the name that the dispositif file gives them: what signs or opens a service's program."""
    heartbeat: Path | None = None
    """The file touched every minute that all is well."""
    ping_url: str = ""
    """Asked for every minute that all is well; « »: nobody watches from outside."""
    operator: str = ""
    """The mailbox of whoever runs the machine; « »: those who have the role, else nobody."""
    traces: bool = False
    """Each unit of work writes a line in the journal."""
    inside: bool = False
    """Those programs may stand on the machine's own network."""
    strict: bool = False
    """Nothing is made up for: what a channel would refuse is an error, for whoever works on it."""

    def programs(self, read: Callable[[Service], P | None]) -> dict[tuple[str, str], P]:
        """What `read` finds on the line of a service, by slugs of dispositif and service."""
        lines = (
            (config.slug, one.slug, read(one))
            for config in self.dispositifs
            for one in config.services
        )
        return {(slug, service): found for slug, service, found in lines if found is not None}

    def __repr__(self) -> str:
        slugs = ", ".join(config.slug for config in self.dispositifs)
        return f"Wiring({self.api_url}, {slugs})"
