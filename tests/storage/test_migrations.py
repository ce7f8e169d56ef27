"""Migrations: from nothing to today's models, wholly or not at all, and never backwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from storage.machine import migrate
from storage.machine.db import Database
from storage.machine.migrate import (
    BaseInutilisable,
    SchemaTropRecent,
    current,
    downgrade,
    head,
    upgrade,
)
from storage.models import Base, DispositifRow, TerritoireRow
from tests.conftest import EVENING
from tests.databases import NOBODY
from tests.storage.reflected import schema

ROOT = Path(__file__).parents[2]
STEP = '''"""A step for tests."""

import os

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = "{previous}"


def upgrade():
    op.create_table("essai", sa.Column("id", sa.Integer(), primary_key=True))
{body}


def downgrade():
    op.drop_table("essai")
'''


def add_step(scripts: Path, body: str) -> str:
    """One more step, which creates the table « essai » and then does `body`."""
    previous = head()
    number = f"{int(previous) + 1:04d}"
    step = STEP.format(number=number, previous=previous, body=f"    {body}")
    (scripts / "versions" / f"{number}_essai.py").write_text(step, encoding="utf-8")
    return number


def with_a_territoire(database: Database) -> None:
    """Up to date, with a row that another refers to."""
    upgrade(database)
    with database.transaction() as tx:
        tx.add(DispositifRow(id=1, slug="amiens", nom="Amiens", empreinte="", charge_le=EVENING))
        tx.flush()
        tx.add(TerritoireRow(dispositif_id=1, slug="nord", label="Nord", actif=True))


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_an_empty_database_reaches_the_newest_schema(empty_database: Database) -> None:
    assert upgrade(empty_database) == head()
    assert current(empty_database) == head()
    assert tables(empty_database) == set(Base.metadata.tables) | {"alembic_version"}


def test_the_steps_make_what_the_models_say(empty_database: Database) -> None:
    upgrade(empty_database)
    with empty_database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_steps_make_the_very_objects_that_the_models_make(empty_database: Database) -> None:
    """Alembic does not compare the condition of a partial index, a check or a name."""
    upgrade(empty_database)
    by_steps = schema(empty_database)
    Base.metadata.drop_all(empty_database.engine)
    Base.metadata.create_all(empty_database.engine)
    assert by_steps == schema(empty_database)
    assert any("_where=" in fact.detail for fact in by_steps)


def test_upgrading_again_changes_nothing(empty_database: Database) -> None:
    upgrade(empty_database)
    with empty_database.transaction() as tx:
        tx.execute(text("INSERT INTO compteur (nom, valeur) VALUES ('amiens:V', 324)"))
    assert upgrade(empty_database) == head()
    with empty_database.transaction() as tx:
        assert tx.execute(text("SELECT valeur FROM compteur")).scalar() == 324


def test_every_step_can_be_taken_back(empty_database: Database) -> None:
    upgrade(empty_database)
    downgrade(empty_database, "base")
    assert tables(empty_database) == {"alembic_version"}
    assert current(empty_database) is None


def test_a_newer_database_is_refused_and_left_alone(empty_database: Database) -> None:
    upgrade(empty_database)
    with empty_database.transaction() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaTropRecent, match=f"au schéma 9999.*ne connaît que {head()}"):
        upgrade(empty_database)
    assert current(empty_database) == "9999"


def test_a_step_that_fails_undoes_those_before_it(empty_database: Database, scripts: Path) -> None:
    number = add_step(scripts, 'raise RuntimeError("cut short")')
    with pytest.raises(RuntimeError, match="cut short"):
        upgrade(empty_database)
    assert current(empty_database) is None
    assert tables(empty_database) == set()
    (scripts / "versions" / f"{number}_essai.py").unlink()
    add_step(scripts, "pass")
    assert upgrade(empty_database) == number
    assert "essai" in tables(empty_database)


def test_a_program_killed_in_a_step_can_start_again(scripts: Path, tmp_path: Path) -> None:
    number = add_step(scripts, "os._exit(9)")
    url = f"sqlite:///{tmp_path / 'carnet.db'}"
    program = (
        "import sys; from pathlib import Path; from storage.machine import migrate, db;"
        "migrate.SCRIPTS = Path(sys.argv[2]); migrate.upgrade(db.Database(sys.argv[1]))"
    )
    killed = subprocess.run(
        [sys.executable, "-c", program, url, str(scripts)], cwd=ROOT, check=False
    )
    assert killed.returncode == 9
    (scripts / "versions" / f"{number}_essai.py").unlink()
    database = Database(url)
    assert current(database) is None
    assert upgrade(database) == head()
    database.close()


def test_two_programs_that_start_together_both_find_the_newest_schema(
    empty_database: Database,
) -> None:
    url = empty_database.url.render_as_string(hide_password=False)
    together, reached = threading.Barrier(4, timeout=20), []

    def start() -> None:
        database = Database(url)
        together.wait()
        reached.append(upgrade(database))
        database.close()

    threads = [threading.Thread(target=start, daemon=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert reached == [head()] * 4


def test_a_table_that_others_refer_to_can_be_rebuilt(
    empty_database: Database, scripts: Path
) -> None:
    with_a_territoire(empty_database)
    add_step(
        scripts,
        'with op.batch_alter_table("dispositif", recreate="auto") as table:\n'
        '        table.alter_column("nom", type_=sa.String(200))',
    )
    upgrade(empty_database)
    with empty_database.transaction() as tx:
        assert tx.execute(text("SELECT count(*) FROM territoire")).scalar() == 1
        assert tx.execute(text("SELECT nom FROM dispositif")).scalar() == "Amiens"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_table_that_sqlite_rebuilds_stays_what_it_was(
    released: Database, scripts: Path
) -> None:
    """A change that SQLite cannot make in place copies the table from what it says of itself."""
    by_models = schema(released)
    add_step(
        scripts,
        f"for name in {sorted(Base.metadata.tables)}:\n"
        '        with op.batch_alter_table(name, recreate="always"):\n'
        "            pass",
    )
    upgrade(released)
    assert {fact for fact in schema(released) if fact.table != "essai"} == by_models


@pytest.mark.postgres
def test_a_table_rebuilt_on_postgresql_counts_again_from_one_and_that_is_seen(
    postgres_database: Database,
) -> None:
    """Why no step says recreate="always"."""
    by_models = schema(postgres_database)
    one_more = text("INSERT INTO passage (tache, periode, le) VALUES ('a', :periode, now())")
    with postgres_database.engine.begin() as connection:
        connection.execute(one_more, {"periode": "1"})
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("passage", recreate="always"):
            pass
    with pytest.raises(IntegrityError), postgres_database.transaction() as tx:
        tx.execute(one_more, {"periode": "2"})
    (lost,) = by_models - schema(postgres_database)
    assert (lost.table, lost.name) == ("passage", "id")


def test_a_step_that_leaves_orphans_is_undone(empty_database: Database, scripts: Path) -> None:
    with_a_territoire(empty_database)
    add_step(scripts, 'op.execute("DELETE FROM dispositif")')
    with pytest.raises(BaseInutilisable, match="territoire"):
        upgrade(empty_database)
    assert "essai" not in tables(empty_database)
    with empty_database.transaction() as tx:
        assert tx.execute(text("SELECT count(*) FROM dispositif")).scalar() == 1


def test_foreign_keys_are_on_again_after_an_upgrade(empty_database: Database) -> None:
    upgrade(empty_database)
    with pytest.raises(IntegrityError), empty_database.transaction() as tx:
        tx.add(TerritoireRow(dispositif_id=404, slug="nord", label="Nord", actif=True))


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A sound database in a folder that this process may read, not write, even started as root."""
    folder = Path(tempfile.mkdtemp(prefix="carnet-lecture-"))
    sound = Database(f"sqlite:///{folder / 'carnet.db'}")
    upgrade(sound)
    sound.close()
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    yield folder
    if root:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_disk_that_cannot_be_written_is_said_plainly(read_only: Path) -> None:
    database = Database(f"sqlite:///{read_only / 'carnet.db'}")
    with pytest.raises(BaseInutilisable, match=r"carnet\.db ne peut pas servir .*droits"):
        upgrade(database)
    database.close()


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file, not a folder")
    database = Database(f"sqlite:///{tmp_path / 'var' / 'carnet.db'}")
    with pytest.raises(BaseInutilisable, match="CARNET_DATABASE_URL"):
        upgrade(database)
    database.close()


def test_a_password_is_not_told(tmp_path: Path) -> None:
    database = Database(f"postgresql://carnet:motdepasse@/carnet?host={tmp_path}")
    with pytest.raises(BaseInutilisable) as refused:
        current(database)
    assert "motdepasse" not in str(refused.value)
    database.close()


def test_steps_are_numbered_without_a_gap() -> None:
    names = sorted(path.stem for path in (migrate.SCRIPTS / "versions").glob("[0-9]*.py"))
    assert [name[:4] for name in names] == [f"{n:04d}" for n in range(1, len(names) + 1)]
