"""One instant of a PostgreSQL base: what `pg_dump` copies, and how many rows it has there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, func, inspect, select, table, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from storage.machine import migrate
from storage.machine.db import Database


@dataclass(frozen=True, slots=True)
class BaseFigee:
    """nom: what `pg_dump --snapshot` takes; lignes: rows by table; schema: the step it is at."""

    nom: str
    lignes: dict[str, int]
    schema: str | None


@contextmanager
def frozen(database: URL) -> Iterator[BaseFigee]:
    """The base as it is now, whatever is written to it meanwhile. Raises BaseInutilisable."""
    with _connected(database) as connection:
        nom = str(connection.execute(text("SELECT pg_export_snapshot()")).scalar_one())
        yield BaseFigee(nom, _counted(connection), _schema(connection))


def counts(database: URL) -> dict[str, int]:
    """How many rows each table has. Raises BaseInutilisable."""
    with _connected(database) as connection:
        return _counted(connection)


@contextmanager
def _connected(database: URL) -> Iterator[Connection]:
    opened = Database(database.render_as_string(hide_password=False))
    engine = opened.engine.execution_options(isolation_level="REPEATABLE READ")
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise migrate.unusable(opened, error.orig) from error
    finally:
        opened.close()


def _counted(connection: Connection) -> dict[str, int]:
    names = sorted(inspect(connection).get_table_names())
    rows = ((name, select(func.count()).select_from(table(name))) for name in names)
    return {name: connection.execute(query).scalar_one() for name, query in rows}


def _schema(connection: Connection) -> str | None:
    """None for a base that was never migrated."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version"))
    return found.scalar_one_or_none()
