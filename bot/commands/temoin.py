"""The mark that a base was served here: an empty one is then no new site, but a mistake."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from bot.settings import Settings
from storage.machine import migrate
from storage.machine.db import Database
from storage.machine.migrate import BaseInutilisable

SUFFIXE: Final = ".base-servie"
WORDS: Final = (
    "Une base de Carnet de rue a servi ici. Sans elle, le bot refuse de repartir de rien :\n"
    "« carnet migrate --nouveau » dit que c'est voulu.\n"
)


def expect_known(settings: Settings) -> None:
    """Raises BaseInutilisable for an empty base where there was one."""
    marks = [one for one in _marks(settings) if one.exists()]
    if not marks:
        return
    database = Database(settings.database_url)
    try:
        empty = migrate.current(database) is None
        where = database.url.render_as_string(hide_password=True)
    finally:
        database.close()
    if empty:
        raise BaseInutilisable(
            f"la base {where} est vide, alors qu'une base a déjà servi ici ({marks[0]}) : "
            "corrigez CARNET_DATABASE_URL ou remontez son volume ; ou rendez une sauvegarde "
            "(carnet restore) ; ou, pour repartir de rien, carnet migrate --nouveau"
        )


def leave(settings: Settings) -> None:
    """A base is served here from now on. Where no file may be written, nothing is: no matter."""
    for mark in _marks(settings):
        with suppress(OSError):
            mark.write_text(WORDS, encoding="utf-8")


def take_away(settings: Settings) -> None:
    """Somebody said that it begins anew. Raises OSError for a mark that cannot go."""
    for mark in _marks(settings):
        mark.unlink(missing_ok=True)


def _marks(settings: Settings) -> Iterator[Path]:
    """Beside the photos and beside the file: one volume may be away, rarely both."""
    yield settings.photos_dir.absolute().with_name(settings.photos_dir.name + SUFFIXE)
    for name in settings.dispositifs:
        if not name.isidentifier():
            yield Path(name).absolute().with_name(Path(name).name + SUFFIXE)
