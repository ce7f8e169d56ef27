"""Bringing a database to the shape that this program knows: under a lock, wholly or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.machine import planner
from storage.machine.db import Database

SCRIPTS = Path(__file__).parents[1] / "migrations"
PATIENCE_MILLISECONDS = 120_000
LOCK = 7_202_611  # Any number, as long as every version of the program takes the same.


class BaseInutilisable(Exception):
    """The database cannot be opened or written; the message says which one, why, and the mend."""


class SchemaTropRecent(BaseInutilisable):
    """The database was made by a newer program."""

    def __init__(self, schema: str) -> None:
        super().__init__(
            f"la base est au schéma {schema}, ce programme ne connaît que {head()} : "
            "installez la version qui l'a créée, ou restaurez une sauvegarde"
        )


def head() -> str:
    """The newest schema that this program knows, such as « 0001 »."""
    return _revisions()[-1]


def current(database: Database) -> str | None:
    """The schema of `database`, None when it is empty or not made yet. Raises BaseInutilisable."""
    if _is_still_to_make(database):
        return None
    with _plain_errors(database), database.engine.connect() as connection:
        return _current(connection)


def is_newer(schema: str) -> bool:
    """Whether only a newer program knows it: nothing that this one has would bring it back."""
    return schema not in _revisions()


def upgrade(database: Database) -> str:
    """Bring `database` to the newest schema, which is returned.

    1. Make the folder of a SQLite file. 2. Wait for whoever is upgrading. 3. Refuse a newer
    schema. 4. Run the missing steps in one transaction: cut short, it leaves nothing behind.
    Raises SchemaTropRecent or BaseInutilisable.
    """
    with _plain_errors(database):
        _make_folder(database)
        with _alone(database) as connection:
            schema = _current(connection)
            if schema is not None and is_newer(schema):
                raise SchemaTropRecent(schema)
            if schema != head():
                _run(connection)
    return head()


def downgrade(database: Database, revision: str) -> None:
    """Take `database` back to the schema `revision`, « base » for none at all (docs/base.md).

    As carefully as forward: alone, in one transaction. What the older schema has no room for is
    lost: each step says what. Raises BaseInutilisable.
    """
    from alembic import command

    with _plain_errors(database), _alone(database) as connection:
        command.downgrade(config(connection), revision)


def config(connection: Connection) -> Any:
    """What Alembic needs to work on `connection`."""
    from alembic.config import Config  # Heavy, and a database up to date has no use for it.

    alembic = Config()
    alembic.set_main_option("script_location", str(SCRIPTS))
    alembic.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    alembic.attributes["connection"] = connection
    return alembic


def _revisions() -> list[str]:
    return sorted(
        path.name.partition("_")[0] for path in (SCRIPTS / "versions").glob("[0-9]*_*.py")
    )


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    number = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if number is None else str(number)


def _run(connection: Connection) -> None:
    from alembic import command

    command.upgrade(config(connection), "head")
    planner.feed(connection)


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """One transaction that nobody else can be in at the same time, on a connection of its own."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            _prepare_sqlite(connection)
        with connection.begin():
            if not database.is_sqlite:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            yield connection
            if database.is_sqlite:
                _check_references(connection)


def _prepare_sqlite(connection: Connection) -> None:
    """Rebuilding a table drops it, which foreign keys would refuse."""
    # Closed after use rather than given back to the pool with these settings.
    connection.detach()
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MILLISECONDS}")
    cursor.execute("PRAGMA foreign_keys=OFF")
    cursor.close()


def _check_references(connection: Connection) -> None:
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        tables = ", ".join(sorted({str(row[0]) for row in orphans}))
        raise BaseInutilisable(
            f"la mise à jour perdrait des liens (tables {tables}) : rien n'est fait"
        )


def _is_still_to_make(database: Database) -> bool:
    """Whether connecting would create the file: looking must not."""
    file = _file(database)
    return file is not None and not file.exists()


def _make_folder(database: Database) -> None:
    file = _file(database)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)


def _file(database: Database) -> Path | None:
    """Where a SQLite database lies; None when its address is a URI, which is no path."""
    name = database.url.database or ""
    return Path(name) if database.is_sqlite and not name.startswith("file:") else None


@contextmanager
def _plain_errors(database: Database) -> Iterator[None]:
    """A database or a disk that says no, in the operator's words."""
    try:
        yield
    except DBAPIError as error:
        raise unusable(database, error.orig) from error
    except OSError as error:
        raise unusable(database, error.strerror) from error


def unusable(database: Database, reason: object) -> BaseInutilisable:
    """What to tell the operator when `database` says no."""
    where = database.url.render_as_string(hide_password=True)
    return BaseInutilisable(
        f"la base {where} ne peut pas servir ({reason}) : vérifiez "
        "CARNET_DATABASE_URL, les droits du dossier et la place sur le disque"
    )
