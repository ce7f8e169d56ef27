"""What every command shares: the settings, the installation opened, and a refusal (exit 2)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot import settings as configuration
from bot.log import setup

if TYPE_CHECKING:
    from bot.terminal.clerk import Clerk
    from bot.terminal.office import Office

Which = Annotated[
    str | None, typer.Option("--dispositif", help="Slug du dispositif, s'il y en a plusieurs.")
]


def read_settings() -> configuration.Settings:
    """Settings from the environment; a wrong one is said on a line of its own, exit 2."""
    try:
        settings = configuration.load(os.environ)
    except configuration.SettingsError as error:
        fail(*error.lines)
    setup(settings.log_level)
    return settings


@contextmanager
def opened() -> Iterator[Office]:
    """The installation, open for one command; what keeps it shut is said, exit 2."""
    from bot.terminal.office import CannotOpen, office

    try:
        with office(read_settings()) as desk:
            yield desk
    except CannotOpen as error:
        fail(str(error))


@contextmanager
def clerk(dispositif: str | None) -> Iterator[Clerk]:
    """The same, to answer the coordination's flows in one transaction; a refusal undoes it.

    What is said is printed once it is all committed.
    """
    from bot.feature.contract import Context, Declined
    from bot.terminal.clerk import Clerk, fresh_source

    try:
        with opened() as desk, desk.database.transaction() as tx:
            programme = desk.programme(tx, dispositif)
            serving = Clerk(Context(tx, programme, desk.now, None, fresh_source()))
            yield serving
    except Declined as refusal:
        fail(str(refusal))
    for line in serving.lines:
        typer.echo(line)


def section(nom: str, aide: str) -> typer.Typer:
    """A group of commands that share a first word: `carnet <nom> …`."""
    return typer.Typer(name=nom, help=aide, no_args_is_help=True)


def unwritable(out: Path, error: OSError) -> str:
    """Why `--out` cannot be written, with the mend."""
    if isinstance(error, FileNotFoundError):
        return f"--out : le dossier de « {out} » n'existe pas ; créez-le, ou changez de chemin"
    return f"--out : « {out} » ne peut pas être écrit ; changez de chemin"


def fail(*lines: str) -> NoReturn:
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(2)
