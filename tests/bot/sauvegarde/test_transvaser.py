"""A base goes from one engine to the other and back: the same rows, and the bot goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, Table, delete, select

from bot.clock import SystemClock
from bot.sauvegarde import transvaser
from storage.machine import leases, migrate
from storage.machine.db import Database, Tx
from storage.models import Personne, Presence
from tests.bot.commands.conftest import Shell
from tests.bot.sauvegarde.test_backup import contents
from tests.databases import Postgres
from tests.handlers.people import MEDIATRICE, Team


def begins(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "9 jeunes, ambiance tendue « déjà vu » 🙂")
    team.taps(MEDIATRICE, "✅")


def test_there_and_back_are_the_same_rows_and_numbers_go_on(
    team: Team,
    shell: Shell,
    postgres: Postgres,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(transvaser, "CHUNK", 3)
    begins(team)
    before = contents(shell.database)
    with postgres.made("template0") as name:
        there = shell.run("copier", f"sqlite:///{shell.database}", postgres.url(name))
        assert there.exit_code == 0, there.output
        assert "presence : 1 ligne" in there.stdout
        again = shell.run("copier", f"sqlite:///{shell.database}", postgres.url(name))
        assert again.exit_code == 2
        assert "n'est pas vide" in again.stderr
        adds_somebody(postgres.open(name))
        back = tmp_path / "retour.db"
        assert shell.run("copier", postgres.url(name), f"sqlite:///{back}").exit_code == 0
    after = contents(back)
    (new,) = set(after.pop("personne")) - set(before["personne"])
    assert new[0] == 1 + max(int(str(row[0])) for row in before.pop("personne")), "the next one"
    assert {name: rows for name, rows in after.items() if rows} == {
        name: rows for name, rows in before.items() if rows
    }


def adds_somebody(database: Database) -> None:
    """A row that the server numbers by itself."""
    with database.transaction() as tx:
        known = tx.scalars(select(Personne).limit(1)).one()
        assert tx.scalars(select(Presence)).all()
        new = {"role": "comite", "prenom": "", "telegram_id": 9, "charte_le": known.charte_le}
        tx.add(Personne(dispositif_id=known.dispositif_id, **new))
    database.close()


def test_what_cannot_be_copied_is_said_and_nothing_is_left(shell: Shell, tmp_path: Path) -> None:
    here, new = f"sqlite:///{shell.database}", f"sqlite:///{tmp_path / 'neuve.db'}"
    for source, target, said in (
        ("n'importe quoi", new, "une base s'écrit"),
        (f"sqlite:///{tmp_path / 'rien.db'}", new, "« carnet migrate » d'abord"),
        (here, here, "n'est pas vide"),
    ):
        shell.run("invite", "--role", "coordination", "--nom", "Coordination")
        refused = shell.run("copier", source, target)
        assert refused.exit_code == 2, refused.output
        assert said in refused.stderr
    with Database(here).transaction() as tx:
        leases.take(tx, "poll", "un bot", SystemClock().now(), timedelta(minutes=1).seconds)
    assert "arrêtez-le" in shell.run("copier", here, new).stderr
    assert not (tmp_path / "neuve.db").exists()


def test_an_older_base_given_by_mistake_is_left_as_it_is(shell: Shell, tmp_path: Path) -> None:
    older = Database(f"sqlite:///{tmp_path / 'ancienne.db'}")
    migrate.upgrade(older)
    migrate.downgrade(older, "0040")
    refused = shell.run("copier", f"sqlite:///{shell.database}", str(older.url))
    assert refused.exit_code == 2
    assert "n'est pas vide (schéma 0040)" in refused.stderr
    assert migrate.current(older) == "0040"
    older.close()


def test_a_row_that_did_not_arrive_undoes_the_whole_copy(
    team: Team, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begins(team)
    whole = transvaser._inserted

    def forgetful(origin: Tx, tx: Tx, table: Table) -> Iterator[Sequence[Row[Any]]]:
        yield from whole(origin, tx, table)
        if table.name == "rencontre":
            tx.execute(delete(table))

    monkeypatch.setattr(transvaser, "_inserted", forgetful)
    new = tmp_path / "neuve.db"
    refused = shell.run("copier", f"sqlite:///{shell.database}", f"sqlite:///{new}")
    assert refused.exit_code == 2
    assert "rencontre diffère d'une base à l'autre" in refused.stderr
    held = {name for name, rows in contents(new).items() if rows}
    assert held <= {"alembic_version", "sqlite_stat1"}, "its tables, and no row"
