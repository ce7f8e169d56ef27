"""A locked copy comes back row by row (P10), over nothing, and only if it is what was made."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import make_url

from bot.clock import MovableClock
from bot.sauvegarde import coffre, copie, rendre, ronde
from bot.sauvegarde.ronde import Gardien
from storage.machine.db import Database
from storage.machine.passages import done
from storage.models import Audit, Base
from tests.bot.commands.conftest import Shell
from tests.bot.sauvegarde.test_backup import contents, used
from tests.databases import Postgres, migrated
from tests.handlers.people import open_team
from tests.handlers.test_every_flow import lived
from tests.storage.cast import programme_of

_SECRET, PUBLIC = coffre.new_key()


@pytest.fixture
def locked(shell: Shell) -> tuple[Shell, Path, Path]:
    """An installation with rows and photos, its locked copy, and the file of the private key."""
    used(shell)
    key = shell.folder / "cle.txt"
    said = shell.says("cle", "--out", str(key))
    public = said.partition("CARNET_SAUVEGARDE_CLE=")[2].strip()
    shell.environ["CARNET_SAUVEGARDE_CLE"] = public
    shell.says("backup", "--out", str(shell.folder / "copies"))
    (made,) = (shell.folder / "copies").iterdir()
    return shell, made, key


def elsewhere(shell: Shell) -> Shell:
    """The same settings, for a machine that has nothing yet."""
    folder = shell.folder / "ailleurs"
    moved = {"CARNET_DATABASE_URL": f"sqlite:///{folder}/carnet.db"}
    return Shell(folder, shell.environ | moved | {"CARNET_PHOTOS_DIR": str(folder / "photos")})


def test_a_locked_copy_comes_back_row_by_row(locked: tuple[Shell, Path, Path]) -> None:
    shell, made, key = locked
    assert made.name.endswith(coffre.LOCKED)
    assert b"coordination" not in made.read_bytes()
    new = elsewhere(shell)
    assert "chiffrée : donnez la clé privée" in new.refused("restore", str(made))
    assert "Rendue et vérifiée" in new.says("restore", str(made), "--cle", str(key))
    assert contents(new.database) == contents(shell.database)
    assert {one.name for one in (new.folder / "photos").iterdir()} == {"a.jpg", "b.jpg"}
    assert "existe déjà" in new.refused("restore", str(made), "--cle", str(key))
    new.database.unlink()
    assert "contient déjà des photos" in new.refused("restore", str(made), "--cle", str(key))
    assert not new.database.exists()


@pytest.mark.postgres
def test_a_server_comes_back_row_by_row(
    postgres: Postgres, tmp_path: Path, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(postgres.binaries), prepend=os.pathsep)
    photos, copies = tmp_path / "photos", tmp_path / "copies"
    photos.mkdir()
    (photos / "a.jpg").write_bytes(b"a")
    with postgres.database(postgres.migrated) as used, postgres.made("template0") as empty:
        lived(open_team(used, clock))
        made = copie.backup(used.url, photos, copies, clock.now(), recipient=PUBLIC)
        key = tmp_path / "cle.txt"
        key.write_text(_SECRET, encoding="utf-8")
        target = postgres.open(empty)
        given = rendre.restore(made, target.url, tmp_path / "rendues", key)
        back = rows_of(target)
        assert back == rows_of(used)
        assert len(back["personne"]) >= 4
        assert (given.lignes, given.photos) == (sum(map(len, back.values())) + 1, 1)
        with target.transaction() as tx:
            tx.add(Audit(le=clock.now(), acte="relire", objet="charte", detail="un"))
        assert len(rows_of(target)["audit"]) == len(back["audit"]) + 1, "numbers go on from there"
        with pytest.raises(copie.BackupError, match="a déjà des tables"):
            rendre.restore(made, target.url, tmp_path / "autres", key)
        target.close()


def rows_of(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, in a plain order."""
    with database.transaction() as tx:
        return {
            table.name: sorted((tuple(row) for row in tx.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


def test_another_key_opens_nothing_and_no_key_is_written_over(
    locked: tuple[Shell, Path, Path],
) -> None:
    shell, made, key = locked
    assert "ne s'écrase pas" in shell.refused("cle", "--out", str(key))
    other = shell.folder / "autre.txt"
    shell.says("cle", "--out", str(other))
    assert other.stat().st_mode & 0o077 == 0
    new = elsewhere(shell)
    assert "cette clé n'ouvre pas" in new.refused("restore", str(made), "--cle", str(other))
    assert list(new.folder.iterdir()) == []


def test_whatever_the_operator_gives_wrong_is_said_in_french_with_its_mend(
    locked: tuple[Shell, Path, Path],
) -> None:
    """Never a traceback, nor a sentence of the system or of a library."""
    shell, made, key = locked
    new, folder = elsewhere(shell), shell.folder
    (folder / "octets").write_bytes(bytes(range(256)))
    (folder / "coupe.tar.age").write_bytes(made.read_bytes()[:900])
    cases = [
        ((folder / "rien",), "rien n'existe pas : donnez le chemin d'une sauvegarde"),
        ((made, "--cle", folder / "pas"), "pas n'existe pas"),
        ((made, "--cle", folder), "est un dossier, et non un fichier"),
        ((made, "--cle", folder / "octets"), "ne contient aucune clé privée"),
        ((folder / "octets", "--cle", key), "cette clé n'ouvre pas octets"),
        ((folder / "coupe.tar.age", "--cle", key), "coupe.tar.age est abîmé, ou incomplet"),
    ]
    for number, manifest in enumerate(("{}", "[]", "null", '{"empreintes": []}')):
        copy = folder / f"copie-{number}"
        copy.mkdir()
        (copy / copie.MANIFEST).write_text(manifest)
        cases.append(((copy,), "n'a pas de manifeste lisible"))
    for arguments, said in cases:
        told = new.refused("restore", *map(str, arguments))
        assert said in told, arguments
        assert "Errno" not in told
    assert "n'est pas un dossier" in shell.refused("backup", "--out", str(folder / "octets"))
    assert not new.database.exists()


PASSWORD = "motdepasse-secret"
SERVER = f"postgresql://quelqu-un:{PASSWORD}@127.0.0.1:9/carnet"
"""Where nothing listens."""


def not_answering(shell: Shell, bare: Path, out: tuple[str, str]) -> str:
    """With its program there, and no server."""
    (bare / "pg_dump").touch(0o700)
    return shell.refused("backup", *out)


@pytest.mark.postgres
def test_a_server_that_cannot_be_copied_says_what_is_missing(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, postgres: Postgres
) -> None:
    shell.environ["CARNET_DATABASE_URL"] = SERVER
    out = ("--out", str(tmp_path / "copies"))
    bare = tmp_path / "bin"
    bare.mkdir()
    monkeypatch.setenv("PATH", str(bare))
    told = shell.refused("backup", *out)
    assert "pg_dump manque" in told
    assert "installez le paquet postgresql-client" in told
    assert "❌ Sauvegardes : pg_dump manque" in shell.run("doctor").output
    seen = tmp_path / "vu"
    assert "vérifiez CARNET_DATABASE_URL" in not_answering(shell, bare, out)
    shell.environ["CARNET_DATABASE_URL"] = (
        make_url(postgres.url("postgres")).set(password=PASSWORD).render_as_string(False)
    )
    program = bare / "pg_dump"
    program.write_text(f'#!/bin/sh\necho "$@ $PGPASSWORD" > {seen}\necho "server version: 16; '
                       'version mismatch" >&2\nexit 1\n')  # fmt: skip
    program.chmod(0o700)
    told = shell.refused("backup", *out)
    assert "il est plus ancien que le serveur" in told
    arguments, _, password = seen.read_text().strip().rpartition(" ")
    assert (password, "secret" in arguments, "secret" in told) == (
        "motdepasse-secret",
        False,
        False,
    )
    assert list((tmp_path / "copies").iterdir()) == [], "no half copy is left"
    shell.environ["CARNET_DATABASE_URL"] = SERVER
    refused = shell.refused("restore", str(tmp_path / "bin"))
    assert "ne peut pas servir" in refused
    assert "secret" not in refused


def changed_row(folder: Path) -> None:
    """By somebody who also wrote its print down."""
    with closing(sqlite3.connect(folder / "carnet.db")) as base:
        base.execute("DELETE FROM invitation WHERE id = 1")
        base.commit()
    signed(folder, empreintes=copie.prints(folder))


def newer(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "carnet.db")) as base:
        base.execute("UPDATE alembic_version SET version_num = '9999'")
        base.commit()
    signed(folder, empreintes=copie.prints(folder), schema="9999")


def signed(folder: Path, **said: object) -> None:
    manifest = folder / copie.MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | said))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: (folder / "photos" / "a.jpg").write_bytes(b"autre"), "n'est plus celle"),
        (changed_row, "n'a pas les lignes que dit son manifeste"),
        (newer, "plus récent que ce programme"),
        (lambda folder: (folder / copie.MANIFEST).unlink(), "pas de manifeste lisible"),
    ],
)
def test_a_copy_that_is_not_what_was_made_is_not_given_back(
    shell: Shell, damage: object, said: str
) -> None:
    used(shell).says("backup", "--out", str(shell.folder / "copies"))
    (made,) = (shell.folder / "copies").iterdir()
    assert callable(damage)
    damage(made)
    new = elsewhere(shell)
    assert said in new.refused("restore", str(made))
    assert not new.database.exists()


def keeping(shell: Shell, clock: MovableClock, recipient: str) -> Gardien:
    shell.database.write_bytes(migrated())
    database = shell.migrated()
    with database.transaction() as tx:
        programme = programme_of(tx, clock.now())
    folders = (shell.folder / "photos", shell.folder / "copies")
    return Gardien(database, clock, {programme.id: programme}, *folders, recipient)


async def test_the_bot_makes_one_a_day_and_old_ones_go(shell: Shell, clock: MovableClock) -> None:
    keeper = keeping(shell, clock, PUBLIC)
    into = keeper.into
    assert await keeper.run() is not None
    assert await keeper.run() is None, "once a day"
    (into / "carnet-notes.txt").write_text("à moi")
    for day in (20, 22):
        clock.set(datetime(2026, 12, day, 12, tzinfo=UTC))
        assert await keeper.run() is not None
    # 35 days after the 17th of November is the 22nd of December.
    clock.set(datetime(2026, 12, 23, 12, tzinfo=UTC))
    await keeper.run()
    names = sorted(one.name[:15] for one in into.iterdir())
    assert names == ["carnet-20261220", "carnet-20261222", "carnet-20261223", "carnet-notes.tx"]


async def test_a_copy_that_failed_is_tried_again(shell: Shell, clock: MovableClock) -> None:
    keeper = keeping(shell, clock, "age1rien")
    with pytest.raises(copie.BackupError, match="clé publique"):
        await keeper.run()
    with keeper.database.transaction() as tx:
        assert not done(tx, ronde.TASK, "2026-11-17")
