"""A backup is restored and compared (P10); one that failed never looks like a good one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bot.commands.conftest import Shell

Dump = dict[str, list[tuple[object, ...]]]


def contents(path: Path) -> Dump:
    """Every row of every table."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [name for (name,) in names.fetchall()]
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            for name in tables
        }


def used(shell: Shell) -> Shell:
    """An installation with rows and two photos."""
    for role in ("coordination", "admin"):
        assert shell.run("invite", "--role", role, "--nom", role).exit_code == 0
    photos = shell.folder / "photos"
    photos.mkdir()
    for name in ("a.jpg", "b.jpg"):
        (photos / name).write_bytes(name.encode())
    return shell


def test_a_backup_is_restored_and_is_the_same(shell: Shell) -> None:
    used(shell)
    out = shell.folder / "sauvegardes"
    # The bot writes on: what it has committed is in the copy, even from the journal.
    with closing(sqlite3.connect(shell.database)) as writer:
        writer.execute("UPDATE invitation SET nom = 'changée' WHERE id = 1")
        writer.commit()
        result = shell.run("backup", "--out", str(out))
    assert result.exit_code == 0, result.output
    (made,) = out.iterdir()
    assert str(made) in result.stdout
    restored = shell.folder / "restauree.db"
    restored.write_bytes((made / "carnet.db").read_bytes())
    assert contents(restored) == contents(shell.database)
    assert "changée" in contents(restored)["invitation"][0]
    assert {path.name for path in (made / "photos").iterdir()} == {"a.jpg", "b.jpg"}
    again = shell.run("migrate", CARNET_DATABASE_URL=f"sqlite:///{restored}")
    assert again.exit_code == 0


def test_a_backup_of_nothing_is_refused(shell: Shell) -> None:
    shell.database.unlink()
    said = shell.refused("backup", "--out", str(shell.folder / "sauvegardes"))
    assert "lancez d'abord « carnet migrate »" in said


def test_a_damaged_database_gives_no_finished_backup(shell: Shell) -> None:
    shell.database.write_bytes(b"ceci n'est pas une base" * 400)
    out = shell.folder / "sauvegardes"
    assert "a échoué" in shell.refused("backup", "--out", str(out))
    assert [path.name for path in out.iterdir() if not path.name.startswith(".")] == []


def test_a_folder_that_cannot_be_made_is_named(shell: Shell) -> None:
    used(shell)
    assert "/proc/carnet" in shell.refused("backup", "--out", "/proc/carnet")
