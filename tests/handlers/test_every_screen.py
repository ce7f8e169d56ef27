"""Every screen that a command opens asks the database as much, however long and large the past."""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.clock import MovableClock
from bot.domain.roles import Role
from bot.feature.contract import Handler
from bot.feature.door import all_flows
from bot.sandbox.burst import FIRST_PERSON
from storage import notes
from storage.machine.db import Database
from storage.models import Note
from storage.referential import synchronise
from tests.bench import crowd, histoire, ville
from tests.bench.histoire import COORDINATION, EVENING, Taille
from tests.handlers.people import Team, manned
from tests.statements import Statement, believe_ten_years, statements

FEW, MANY = Taille(binomes=4, annees=1), Taille(binomes=10, annees=2)
ONE_A_KIND = 4
"""What is shown may be of so many more kinds, each read in one statement."""
WHO = {Role.MEDIATEUR: FIRST_PERSON, Role.COORDINATION: COORDINATION}
GROWS = (
    "audit|conflit|conversation|creneau_prevu|demande|hors_terrain|inbox|note|observation|outbox"
    "|passage|presence|presence_segment|rencontre|signalement|signalement_acte|sollicitation"
)
WHOLE = re.compile(rf"^SCAN ({GROWS})\b(?!.*INDEX)", re.MULTILINE)

EVERY_PRESENCE = re.compile(r"^SEARCH presence .*_debut \(dispositif_id=\?\)$", re.MULTILINE)
NOW = ("maintenant", "qui_est_la")

SCREENS = [
    (handler, role)
    for handler in all_flows()
    for role in sorted(handler.roles & WHO.keys())
    if handler.commands
]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Team, Team]]:
    """An evening with a short past and a small team, and one with more of both."""
    teams = [_opened(tmp_path_factory.mktemp("passe"), size) for size in (FEW, MANY)]
    yield teams[0], teams[1]
    for team in teams:
        team.database.close()


def _opened(folder: Path, size: Taille) -> Team:
    database = Database(f"sqlite:///{folder / 'carnet.db'}")
    histoire.fill(database, size)
    with database.transaction() as tx:
        programme = synchronise(tx, ville.dispositif(size.binomes), EVENING)
        crowd.at_work(tx, programme, 2, EVENING)
        tx.execute(update(Note).where(Note.id % 5 == 0).values(statut=notes.A_RELIRE))
    team = manned(database, MovableClock(EVENING, frozen=True), programme)
    # Numbers of updates that no past one bears.
    team._numbers = itertools.count(1_000_000)
    return team


def _asked(team: Team, handler: Handler, role: Role) -> list[Statement]:
    """What its opening asks, the second time: the first one ends what was under way."""
    team.says(WHO[role], handler.commands[0])
    with statements(team.database.engine) as said:
        team.says(WHO[role], handler.commands[0])
    return said


@pytest.mark.parametrize(
    ("handler", "role"), SCREENS, ids=[f"{one.flow.name}-{role}" for one, role in SCREENS]
)
def test_a_screen_asks_no_more_of_a_longer_past_and_a_larger_team(
    both: tuple[Team, Team], handler: Handler, role: Role
) -> None:
    few, many = (_asked(team, handler, role) for team in both)
    assert len(many) <= len(few) + ONE_A_KIND, [one.sql for one in many]
    with both[1].database.engine.connect() as connection:
        plans = [one.plan(connection) for one in many if one.sql.startswith("SELECT")]
    assert not [plan for plan in plans if WHOLE.search(plan)]


@pytest.mark.parametrize(("screen", "role"), [one for one in SCREENS if one[0].flow.name in NOW])
def test_who_is_there_now_is_read_among_those_who_are_there(
    both: tuple[Team, Team], screen: Handler, role: Role, tmp_path: Path
) -> None:
    """As SQLite plans once it has looked at the rows of ten years: it then chose otherwise."""
    database = Database(f"sqlite:///{tmp_path / 'carnet.db'}")
    files = both[1].database.url.database or "", tmp_path / "carnet.db"
    with closing(sqlite3.connect(files[0])) as known, closing(sqlite3.connect(files[1])) as copy:
        known.backup(copy)
    with database.engine.begin() as connection:
        believe_ten_years(connection)
    # A new connection: statistics are read as it opens.
    database.engine.dispose()
    asked = _asked(replace(both[1], database=database), screen, role)
    with database.engine.connect() as connection:
        plans = [one.plan(connection) for one in asked if one.sql.startswith("SELECT")]
    database.close()
    assert not [plan for plan in plans if EVERY_PRESENCE.search(plan)]
