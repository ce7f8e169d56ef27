"""The command line as an operator uses it, on a folder of its own."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from bot.clock import MovableClock
from bot.commands.line import app
from storage.dispositif import Dispositif, load
from storage.machine.db import Database
from storage.machine.migrate import upgrade
from tests.databases import migrated
from tests.handlers.people import Team, open_team
from tests.storage.dispositif_cast import amiens_file

BACK = "Pour revenir en arrière : carnet annuler\n"
"""Ends what a command says that may be taken back."""


@dataclass(frozen=True)
class Shell:
    """`carnet …` with this environment; nothing else of the machine's is read."""

    folder: Path
    environ: dict[str, str]

    @property
    def database(self) -> Path:
        return self.folder / "carnet.db"

    def run(self, *arguments: str, **more: str) -> Result:
        return CliRunner().invoke(app, arguments, env=self.environ | more)

    def says(self, *arguments: str) -> str:
        """What a command that succeeds prints."""
        result = self.run(*arguments)
        assert result.exit_code == 0, result.output
        return result.stdout

    def refused(self, *arguments: str, **more: str) -> str:
        """What is said on stderr by a command that refuses: always exit 2, never a traceback."""
        result = self.run(*arguments, **more)
        assert result.exit_code == 2, result.output
        assert isinstance(result.exception, SystemExit)
        return result.stderr

    def migrated(self) -> Database:
        """The database, open and up to date."""
        database = Database(self.environ["CARNET_DATABASE_URL"])
        upgrade(database)
        return database


@pytest.fixture(autouse=True, scope="session")
def built_once() -> Iterator[None]:
    """Typer's runner builds every command of the house again at each call: a tenth of a second.

    And each command reads its programme's file: twice as long, for words that are mostly the same.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.testing._get_command", cache(get_command))
        patch.setattr("bot.terminal.office.load", loaded)
        yield


def loaded(path: Path | str) -> Dispositif:
    """What a file says, read again only where its words changed, or where pictures go with it."""
    file = Path(path)
    if not file.is_file() or b"logo:" in (words := file.read_bytes()):
        return load(path)
    return _loaded(file, words)


@cache
def _loaded(file: Path, _words: bytes) -> Dispositif:
    return load(file)


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    (tmp_path / "carnet.db").write_bytes(migrated())
    yield Shell(
        tmp_path,
        {
            "CARNET_DATABASE_URL": f"sqlite:///{tmp_path / 'carnet.db'}",
            "CARNET_PHOTOS_DIR": str(tmp_path / "photos"),
            "CARNET_DISPOSITIF": str(amiens_file()),
        },
    )
    root.handlers[:], root.level = before


@pytest.fixture
def bare(shell: Shell) -> None:
    """Its folder as it is before the first start: no base yet."""
    shell.database.unlink()


@pytest.fixture
def team(shell: Shell, clock: MovableClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    """The phones and the terminal of one installation, on Tuesday 17 November at 17:04."""
    monkeypatch.setattr("bot.terminal.office.SystemClock", lambda: clock)
    shell.database.write_bytes(migrated())
    database = shell.migrated()
    yield open_team(database, clock)
    database.close()


@pytest.fixture
def live(shell: Shell) -> Shell:
    """With every setting that a token makes compulsory; nobody answers at its addresses.

    Its file is its own: the bot leaves a mark beside it.
    """
    return Shell(
        shell.folder,
        shell.environ
        | {
            "CARNET_TELEGRAM_TOKEN": "123456789:" + "A" * 35,
            "CARNET_TELEGRAM_API_URL": "http://127.0.0.1:9",
            "CARNET_DISPOSITIF": str(shutil.copy(amiens_file(), shell.folder / "amiens.yaml")),
            "CARNET_SMTP_URL": "smtp://127.0.0.1:9",
            "CARNET_MAIL_FROM": "Carnet de rue <carnet@example.org>",
            "CARNET_PUBLIC_URL": "https://carnet.example.org",
            "CARNET_SECRET_KEY": "k" * 32,
            "CARNET_HTTP_PORT": "0",
        },
    )
