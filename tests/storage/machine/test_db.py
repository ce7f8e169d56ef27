"""Transactions: kept or undone whole, never lost to each other, on the disk once committed."""

from __future__ import annotations

import asyncio
import gc
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, event, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from bot.clock import PARIS
from storage.machine.db import Database, Tx
from storage.models import Bail, Compteur, Digest, DispositifRow, TerritoireRow

EVENING = datetime(2026, 11, 17, 17, 4, tzinfo=PARIS)


def add_one(tx: Tx, nom: str = "amiens:V") -> str:
    """Read, then write: what two at once would lose without a lock."""
    compteur = tx.get(Compteur, nom)
    if compteur is None:
        tx.add(Compteur(nom=nom, valeur=1))
    else:
        compteur.valeur += 1
    return threading.current_thread().name


def add_and_flush(tx: Tx) -> None:
    add_one(tx)
    tx.flush()


def write_then_fail(tx: Tx) -> None:
    add_and_flush(tx)
    raise LookupError("no such site")


def value(database: Database, nom: str = "amiens:V") -> int | None:
    with database.transaction() as tx:
        compteur = tx.get(Compteur, nom)
        return compteur.valeur if compteur else None


def test_what_a_transaction_wrote_is_kept(database: Database) -> None:
    with database.transaction() as tx:
        add_one(tx)
    assert value(database) == 1


def test_a_transaction_that_raises_leaves_nothing(database: Database) -> None:
    with pytest.raises(LookupError), database.transaction() as tx:
        write_then_fail(tx)
    assert value(database) is None


def test_a_row_asked_for_again_in_one_transaction_costs_no_other_statement(
    database: Database,
) -> None:
    with database.transaction() as tx:
        add_one(tx)
    heard: list[str] = []
    with database.transaction() as tx:
        event.listen(tx.get_bind(), "before_cursor_execute", lambda *said: heard.append(said[2]))
        first_reading = id(tx.get(Compteur, "amiens:V"))
        gc.collect()
        assert id(tx.get(Compteur, "amiens:V")) == first_reading
    assert sum(statement.startswith("SELECT") for statement in heard) == 1


async def test_work_runs_in_one_transaction_on_a_database_thread(database: Database) -> None:
    assert (await database.run(add_one, "amiens:V")).startswith("database")
    assert value(database) == 1


async def test_work_that_raises_says_so_and_is_undone(database: Database) -> None:
    with pytest.raises(LookupError):
        await database.run(write_then_fail)
    assert value(database) is None


async def test_what_only_reads_keeps_nobody_waiting_and_sees_one_instant(
    database: Database,
) -> None:
    reads, written = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def twice(tx: Tx) -> list[int | None]:
        found = [tx.scalar(select(Compteur.valeur))]
        loop.call_soon_threadsafe(reads.set)
        assert written.wait(5), "a reading kept a turn waiting"
        return [*found, tx.scalar(select(Compteur.valeur))]

    await database.run(add_one)
    reading = asyncio.create_task(database.read(twice, called="deux fois"))
    await reads.wait()
    await database.run(add_one)
    written.set()
    assert (await reading, value(database)) == ([1, 1], 2)


def test_a_reading_that_would_write_is_refused_and_nothing_of_it_is_left(
    database: Database,
) -> None:
    with pytest.raises(DBAPIError), database.reading() as tx:
        add_and_flush(tx)
    with database.transaction() as tx:
        add_one(tx)
    assert value(database) == 1


def test_no_update_is_lost_between_two_programs_on_one_file(sqlite_database: Database) -> None:
    def count(database: Database) -> None:
        for _ in range(50):
            with database.transaction() as tx:
                add_one(tx)

    databases = [Database(str(sqlite_database.url)) for _ in range(4)]
    threads = [threading.Thread(target=count, args=(one,)) for one in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in databases:
        one.close()
    assert value(sqlite_database) == 200


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL: a commit survives a power cut.
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("busy_timeout", 5000),
    ],
)
def test_sqlite_is_set_as_designed(
    sqlite_database: Database, pragma: str, expected: str | int
) -> None:
    with sqlite_database.engine.connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == expected


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("setting", "expected"), [("synchronous_commit", "on"), ("TimeZone", "UTC")]
)
def test_postgresql_is_set_as_designed(
    postgres_database: Database, setting: str, expected: str
) -> None:
    with postgres_database.engine.connect() as connection:
        assert connection.execute(text(f"SHOW {setting}")).scalar() == expected


def test_an_instant_comes_back_in_utc(database: Database) -> None:
    with database.transaction() as tx:
        tx.add(Bail(nom="poll", titulaire="a", expire_le=EVENING))
    with database.transaction() as tx:
        kept = tx.get_one(Bail, "poll").expire_le
        assert tx.scalars(select(Bail).where(Bail.expire_le <= EVENING)).all()
    assert kept == EVENING
    assert kept.tzinfo is UTC


def test_an_instant_without_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="naive"), database.transaction() as tx:
        tx.add(Bail(nom="poll", titulaire="a", expire_le=EVENING.replace(tzinfo=None)))


def test_a_row_that_refers_to_nothing_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.transaction() as tx:
        tx.add(TerritoireRow(dispositif_id=404, slug="nord", label="Nord", actif=True))


def test_a_deleted_text_is_no_longer_in_the_files(sqlite_database: Database) -> None:
    canary = "canari-7d1f0c" * 8
    with sqlite_database.transaction() as tx:
        tx.add(Bail(nom="poll", titulaire=canary, expire_le=EVENING))
    assert canary in on_disk(sqlite_database)
    with sqlite_database.transaction() as tx:
        tx.execute(delete(Bail))
    assert canary not in on_disk(sqlite_database)


def on_disk(database: Database) -> str:
    """The bytes of the file and of its journal, once the journal is emptied into the file."""
    with database.engine.connect() as connection:
        raw = connection.connection.cursor()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
    folder = Path(str(database.url.database)).parent
    files = sorted(folder.glob("carnet.db*"))
    return b"".join(file.read_bytes() for file in files).decode("latin-1")


def test_json_and_french_come_back_as_written(database: Database) -> None:
    figures = {"présence": [228, None, 0.5], "œuvre": {"« à »": True}}
    with database.transaction() as tx:
        tx.add(DispositifRow(id=1, slug="amiens", nom="Amiens", empreinte="", charge_le=EVENING))
        tx.flush()
        tx.add(
            Digest(
                dispositif_id=1,
                comite="nord",
                lundi=date(2026, 11, 16),
                fige_le=EVENING,
                instantane=figures,
            )
        )
    with database.transaction() as tx:
        assert tx.scalars(select(Digest.instantane)).one() == figures
