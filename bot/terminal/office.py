"""What a command needs of a running installation: the database up to date, and its programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import DBAPIError

from bot.clock import SystemClock
from bot.settings import Settings
from storage.dispositif import Dispositif, DispositifError, load, packaged
from storage.dispositif.problems import nearest
from storage.machine import migrate
from storage.machine.db import Database, Tx
from storage.programme import Programme
from storage.referential import AutreDispositif, open_programmes


class CannotOpen(Exception):
    """What keeps a command from its database, its dispositif or its bot, with the mend."""


@dataclass(frozen=True)
class Office:
    """An open database and the validated dispositif files."""

    settings: Settings
    database: Database
    configs: tuple[Dispositif, ...]
    now: datetime

    def programme(self, tx: Tx, slug: str | None = None) -> Programme:
        """The programme of that slug, or the only one. Raises CannotOpen when it must be said."""
        programmes = {
            programme.config.slug: programme
            for programme in open_programmes(tx, self.configs, self.now)
        }
        if slug is None and len(programmes) > 1:
            raise CannotOpen(f"précisez --dispositif : {', '.join(programmes)}")
        if slug is not None and slug not in programmes:
            raise CannotOpen(f"dispositif « {slug} » inconnu{nearest(slug, programmes)}")
        return programmes[slug or next(iter(programmes))]


@contextmanager
def office(settings: Settings) -> Iterator[Office]:
    """Open for one command. Raises CannotOpen before anything changes."""
    with base(settings) as database:
        try:
            configs = load_dispositifs(settings)
            migrate.upgrade(database)
            yield Office(settings, database, configs, SystemClock().now())
        except (DispositifError, AutreDispositif) as error:
            raise CannotOpen(str(error)) from error


@contextmanager
def base(settings: Settings) -> Iterator[Database]:
    """Its database alone, not brought up to date. Raises CannotOpen for one that is of no use."""
    database = Database(settings.database_url)
    try:
        yield database
    except migrate.BaseInutilisable as error:
        raise CannotOpen(str(error)) from error
    except DBAPIError as error:
        raise CannotOpen(str(migrate.unusable(database, error.orig))) from error
    finally:
        database.close()


def chosen(settings: Settings, slug: str | None) -> Dispositif:
    """The file of that slug, or the only one, for a command that opens no base of its own.

    Raises CannotOpen when it must be said.
    """
    try:
        configs = {config.slug: config for config in load_dispositifs(settings)}
    except DispositifError as error:
        raise CannotOpen(str(error)) from error
    if slug is None and len(configs) > 1:
        raise CannotOpen(f"précisez --dispositif : {', '.join(configs)}")
    if slug is not None and slug not in configs:
        raise CannotOpen(f"dispositif « {slug} » inconnu{nearest(slug, configs)}")
    return configs[slug or next(iter(configs))]


def load_dispositifs(settings: Settings) -> tuple[Dispositif, ...]:
    """The dispositifs named by the settings, each a path or one of the packaged examples.

    Raises DispositifError for what cannot be used, and when two of them bear the same slug.
    """
    names = settings.dispositifs
    configs = tuple(load(packaged(name) if name.isidentifier() else name) for name in names)
    times = Counter(config.slug for config in configs)
    if doubled := [slug for slug, count in times.items() if count > 1]:
        raise DispositifError(
            [f"CARNET_DISPOSITIF : « {doubled[0]} » est donné deux fois ; gardez un seul fichier"]
        )
    return configs
