"""Anybody does anything in any order: facts that must hold whatever happens.

By hand, for half an hour: « MACHINE_MINUTES=30 pytest -s tests/stories/machine/ ».
A failure prints the steps; « MACHINE_SEED=… » plays the same evenings again.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
import time
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.clock import MovableClock
from storage.dispositif import Dispositif
from storage.machine.db import Database
from storage.models import Conversation, Inbox, Presence, PresenceSegment, Rencontre
from tests.conftest import EVENING
from tests.handlers.people import (
    AUTRE_BINOME,
    COORDINATION,
    INCONNUE,
    MEDIATEUR,
    MEDIATRICE,
    open_team,
)
from tests.storage.dispositif_cast import example
from tests.stories.machine.evening import DOMAIN, Evening

MINUTES = float(os.environ.get("MACHINE_MINUTES", "0"))
SEED = int(os.environ.get("MACHINE_SEED", "20261121"))
SHRINK = "MACHINE_SHRINK" in os.environ
EVENINGS, STEPS = 6, 25

TEAM = st.sampled_from((MEDIATRICE, MEDIATEUR, AUTRE_BINOME))
ANYBODY = st.sampled_from((MEDIATRICE, MEDIATEUR, AUTRE_BINOME, COORDINATION, INCONNUE))
WORDS = st.sampled_from(
    (
        "8 ados 3 adultes",
        "12",
        "17h05",
        "25h99",
        "éclairage",
        "devant le 12",
        "/annuler",
        "/journee",
        "/start",
        "/inconnue",
        "<b>gras</b> & \u202eenvers",
        "x" * 4096,
        "🙂",
    )
)
PICKS = st.lists(st.integers(0, 40), min_size=12, max_size=12)


class Machine(RuleBasedStateMachine):
    """One evening of the packaged Amiens example, on a database of its own."""

    make_database: Callable[[], Database]

    def __init__(self) -> None:
        super().__init__()
        self.database = type(self).make_database()
        clock = MovableClock(EVENING, frozen=True)
        self.evening = Evening(open_team(self.database, clock, town()))
        self.clock = clock
        self.counts = dict.fromkeys((table.name for table in DOMAIN), 0)

    @rule(who=TEAM, entry=st.integers(0, 40), picks=PICKS)
    def notes_something_to_its_end(self, who: int, entry: int, picks: list[int]) -> None:
        desk = self.evening.team.desk
        labels = list(itertools.chain(*desk.menu("mediateur")))
        self.evening.write(who, labels[entry % len(labels)])
        self.evening.fill(who, itertools.cycle(picks))

    @rule(who=ANYBODY, text=WORDS, crash=st.booleans())
    def writes(self, who: int, text: str, crash: bool) -> None:
        self.evening.write(who, text, crash=crash)

    @rule(who=TEAM, rank=st.integers(0, 400), crash=st.booleans())
    def presses_any_button_ever_shown(self, who: int, rank: int, crash: bool) -> None:
        shown = self.evening.every_button(who)
        if shown:
            self.evening.press(who, shown[rank % len(shown)], crash=crash)

    @rule(who=TEAM, rank=st.integers(0, 40))
    def presses_a_button_of_the_newest_screen(self, who: int, rank: int) -> None:
        shown = self.evening.newest(who)
        if shown:
            self.evening.press(who, shown[rank % len(shown)])

    @rule(who=TEAM, caption=st.sampled_from(("", "lampadaire éteint")))
    def sends_a_photo(self, who: int, caption: str) -> None:
        self.evening.photo(who, caption)

    @rule(who=TEAM)
    def sends_a_position(self, who: int) -> None:
        self.evening.locate(who)

    @rule(who=TEAM, text=WORDS)
    def edits_an_old_message(self, who: int, text: str) -> None:
        self.evening.edit(who, text)

    @rule(rank=st.integers(0, 400))
    def telegram_delivers_again(self, rank: int) -> None:
        self.evening.redeliver(rank)

    @rule(minutes=st.sampled_from((1, 20, 90, 600, 1440)))
    def time_passes(self, minutes: int) -> None:
        self.clock.advance(timedelta(minutes=minutes))
        self.evening.ring()

    @rule()
    def the_bot_starts_again(self) -> None:
        self.evening.restart()

    @precondition(lambda self: self.evening.done)
    @rule(who=TEAM)
    def cancelling_leaves(self, who: int) -> None:
        self.evening.write(who, "/annuler")
        with self.database.transaction() as tx:
            talks = tx.query(Conversation).where(Conversation.user_id == who)
            assert "ouverte" not in {talk.etat for talk in talks}

    @invariant()
    def no_row_ever_vanishes(self) -> None:
        for name, rows in self.evening.rows().items():
            assert len(rows) >= self.counts[name], f"rows of {name} vanished"
            self.counts[name] = len(rows)

    @invariant()
    def every_update_is_handled(self) -> None:
        with self.database.transaction() as tx:
            assert {row.etat for row in tx.query(Inbox)} <= {"done"}

    @invariant()
    def figures_stand(self) -> None:
        with self.database.transaction() as tx:
            assert all(row.nombre >= 0 for row in tx.query(Rencontre))
            running = [p.binome_id for p in tx.query(Presence) if not (p.fin or p.supprimee_le)]
            assert len(running) == len(set(running))
            for presence in tx.query(Presence):
                cut = tx.query(PresenceSegment).where(PresenceSegment.presence_id == presence.id)
                assert sum(one.minutes for one in cut) <= _minutes(presence)

    def teardown(self) -> None:
        self.database.close()


@cache
def town() -> Dispositif:
    """The packaged example, read once for all evenings."""
    return example("amiens")


def _minutes(presence: Presence) -> float:
    end = presence.fin or presence.debut
    return (end - presence.debut).total_seconds() / 60


def check_evenings(make: Callable[[], Database], number: int, how_many: int) -> None:
    machine = type("Seeded", (Machine,), {"make_database": staticmethod(make)})
    run_state_machine_as_test(
        seed(number)(machine),
        settings=settings(
            max_examples=how_many,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            # Shrinking replays an evening hundreds of times: only by hand, for one seed.
            phases=(Phase.generate, *((Phase.shrink,) if SHRINK else ())),
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def make_database(
    sqlite_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Database]:
    folder, numbers = tmp_path_factory.mktemp("machine"), itertools.count()

    def make() -> Database:
        path = shutil.copy(sqlite_model, folder / f"{next(numbers)}.db")
        return Database(f"sqlite:///{path}")

    return make


def test_whatever_happens_facts_hold(make_database: Callable[[], Database]) -> None:
    until = time.monotonic() + MINUTES * 60
    number = SEED
    while True:
        print(f"MACHINE_SEED={number}")  # noqa: T201
        check_evenings(make_database, number, EVENINGS)
        if time.monotonic() >= until:
            break
        number = random.randrange(10**9)  # noqa: S311
