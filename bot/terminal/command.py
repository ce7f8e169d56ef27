"""What every command shares: the settings, the installation opened, and a refusal (exit 2)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

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


class WholeHelp(TyperGroup):
    """Its help says the sentence of each command whole: the library cuts it at 80 columns."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Called by the library for « Commands »."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, one.get_short_help_str(limit=1000)) for name, one in self.commands.items()]
            )


def section(nom: str, aide: str) -> typer.Typer:
    """A group of commands that share a first word: `carnet <nom> …`."""
    return typer.Typer(
        name=nom, help=aide, cls=WholeHelp, no_args_is_help=True, rich_markup_mode=None
    )


def unwritable(out: Path, error: OSError) -> str:
    """Why `--out` cannot be written, with the mend."""
    if isinstance(error, FileNotFoundError):
        return f"--out : le dossier de « {out} » n'existe pas ; créez-le, ou changez de chemin"
    return f"--out : « {out} » ne peut pas être écrit ; changez de chemin"


def fail(*lines: str) -> NoReturn:
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(2)
