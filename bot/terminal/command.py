"""What every command shares: the settings, the installation opened, and a refusal (exit 2)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, NoReturn

import typer
from typer._click import exceptions
from typer._click.core import Context
from typer.core import TyperGroup

from bot import settings as configuration
from bot.domain.droits import Droit, holders
from bot.domain.roles import Role
from bot.log import setup
from bot.terminal.francais import FrenchFormatter, hint, refusal
from storage.dispositif.problems import nearest

if TYPE_CHECKING:
    from bot.terminal.clerk import Clerk
    from bot.terminal.office import Office

Which = Annotated[
    str | None, typer.Option("--dispositif", help="Slug du dispositif, s'il y en a plusieurs.")
]
TAKEN_BACK_BY: Final = "Pour revenir en arrière : carnet annuler"


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
def clerk(dispositif: str | None, garder: str | None = None) -> Iterator[Clerk]:
    """The same, to answer the coordination's flows in one transaction; a refusal undoes it.

    What is said is printed once it is all committed. garder: why words that may name somebody
    are kept (`bot.terminal.nomme`).
    """
    from bot.feature.contract import Context, Declined
    from bot.terminal.clerk import Clerk, fresh_source
    from storage import gestes

    try:
        with opened() as desk, desk.database.transaction() as tx:
            programme = desk.programme(tx, dispositif)
            serving = Clerk(Context(tx, programme, desk.now, None, fresh_source()), garder=garder)
            yield serving
            if gestes.by_source(tx, serving.context.source):
                serving.say(TAKEN_BACK_BY)
    except Declined as refusal:
        fail(str(refusal))
    for line in serving.lines:
        typer.echo(line)


Context.formatter_class = FrenchFormatter


class WholeHelp(TyperGroup):
    """Its help says the sentence of each command whole: the library cuts it at 80 columns.

    What it refuses is refused in French, with exit 2, as any command of ours.
    """

    def main(self, *args: Any, **options: Any) -> NoReturn:
        """Called by the library for the whole line; never comes back."""
        try:
            code = super().main(*args, **{**options, "standalone_mode": False})
        except exceptions.NoArgsIsHelpError as page:
            typer.echo(page.message, err=True)
            sys.exit(2)
        except exceptions.UsageError as error:
            typer.echo("\n".join(filter(None, (refusal(error), hint(error)))), err=True)
            sys.exit(2)
        sys.exit(code if isinstance(code, int) else 0)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Called by the library for the first word that is no option."""
        word = args[0]
        if self.get_command(ctx, word) is None and not word.startswith("-"):
            commands = nearest(word, self.commands)
            raise exceptions.UsageError(f"commande « {word} » inconnue{commands}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Called by the library for « Commands »."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, one.get_short_help_str(limit=1000)) for name, one in self.commands.items()]
            )


AT_THE_DESK: Final = frozenset({Role.COORDINATION, Role.ADMIN})
"""Whose deeds a terminal does: the coordination's without a small screen, and the operator's."""


def takes(droit: Droit) -> dict[str, Any]:
    """The `context_settings` of a command that takes that right; a group's holds for its own.

    Raises ValueError for a deed that nobody does from a terminal.
    """
    if not AT_THE_DESK & holders(droit):
        raise ValueError(f"nobody may « {droit} » from a terminal")
    return {"obj": droit}


def section(nom: str, aide: str, droit: Droit) -> typer.Typer:
    """A group of commands that share a first word, and a right: `carnet <nom> …`."""
    return typer.Typer(
        name=nom,
        help=aide,
        cls=WholeHelp,
        no_args_is_help=True,
        rich_markup_mode=None,
        context_settings=takes(droit),
    )


def every_command(app: typer.Typer) -> Iterator[tuple[str, Droit]]:
    """The words of each command (« equipe binome ») and the right that it takes.

    Raises LookupError for one that declares none, nor any group that it is in.
    """
    yield from _leaves(typer.main.get_command(app), (), None)


def _leaves(
    command: Any, words: tuple[str, ...], droit: Droit | None
) -> Iterator[tuple[str, Droit]]:
    droit = command.context_settings.get("obj", droit)
    for name, one in getattr(command, "commands", {}).items():
        yield from _leaves(one, (*words, name), droit)
    if not hasattr(command, "commands"):
        if droit is None:
            raise LookupError(f"« carnet {' '.join(words)} » takes no right")
        yield " ".join(words), droit


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """What cannot be told (ValueError, in French) or written there is refused with its mend."""
    try:
        yield
    except ValueError as error:
        fail(str(error))
    except OSError as error:
        fail(unwritable(out, error))


def unwritable(out: Path, error: OSError) -> str:
    """Why `--out` cannot be written, with the mend."""
    if isinstance(error, FileNotFoundError):
        return f"--out : le dossier de « {out} » n'existe pas ; créez-le, ou changez de chemin"
    return f"--out : « {out} » ne peut pas être écrit ; changez de chemin"


def fail(*lines: str) -> NoReturn:
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(2)
