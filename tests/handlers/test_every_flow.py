"""What every flow promises, walked to its last state: covered before its author writes a test."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.chat.desk import SansLigne, open_desk
from bot.chat.present import card
from bot.clock import MovableClock, SystemClock
from bot.domain.roles import Role
from bot.engine.advance import advance, reconsider, start
from bot.engine.check import check
from bot.engine.conditions import Facts
from bot.engine.script import Flow
from bot.engine.state import Action, Event, Outcome, State, Tapped
from bot.engine.walk import Visit, walk
from bot.feature.contract import Context, Declined, Handler
from bot.rendering import render_text
from storage.machine.db import Database, Tx
from storage.models import Base, Invitation
from storage.people import digest_of
from tests.conftest import EVENING
from tests.handlers.paths import Branch, branches, telling
from tests.handlers.people import COORDINATION, INCONNUE, MEDIATRICE, Team, open_team

HANDLERS = {
    one.flow.name: one for one in open_desk(SystemClock(), {}, SansLigne(1, "bot")).handlers
}
MACHINERY = {"bail", "compteur", "conversation", "inbox", "outbox", "tableau"}
RECORDS = [table for table in Base.metadata.sorted_tables if table.name not in MACHINERY]
ALL_ROWS = [
    f"SELECT * FROM {table.name} ORDER BY {', '.join(table.primary_key.columns.keys())}"
    for table in RECORDS
]
NOTHING_NOTED = ("0 rencontre enregistrée", "Rien n&#39;a été noté")
WELCOME = "accueil"
TALK = 9_999_999_999
"""A conversation's number as long as it will ever be: buttons have 64 bytes."""

Rows = list[list[tuple[Any, ...]]]

EVERY_FLOW = pytest.mark.parametrize("name", sorted(HANDLERS))


@dataclass
class Walked:
    """A flow about to be walked; `seed` is what it starts with, None where it does not suit."""

    handler: Handler
    context: Context
    seed: dict[str, Any] | None
    read: dict[str, Facts] = field(default_factory=dict)

    @property
    def flow(self) -> Flow:
        return self.handler.flow

    def facts(self, answers: Any) -> Facts:
        return self.handler.facts(self.context, answers)

    def facts_read(self, answers: Any) -> Facts:
        """The same, read once and whole for the same answers: a walk writes nothing."""
        key = repr(answers)
        if key not in self.read:
            self.read[key] = dict(self.facts(answers))
        return self.read[key]

    def visits(self) -> Iterator[Visit]:
        if self.seed is not None:
            yield from walk(self.flow, self.facts_read, self.seed)

    def asking(self) -> Iterator[tuple[State, Facts]]:
        """Every state in which a question is on the screen, with its facts."""
        for visit in self.visits():
            if visit.outcome is Outcome.ASK:
                yield visit.state, self.facts_read(visit.state.answers)


@dataclass(frozen=True)
class Played:
    """An evening lived once, its database left in a file to be copied.

    `read` holds the facts of each flow by answers: they are the same in every copy.
    """

    team: Team
    path: Path
    read: dict[str, dict[str, Facts]] = field(default_factory=lambda: defaultdict(dict))


@pytest.fixture(scope="session", params=[False, True], ids=["before", "during"])
def played(
    request: pytest.FixtureRequest, sqlite_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Played:
    """Nothing yet, or a presence under way with something of each kind noted."""
    path = Path(shutil.copy(sqlite_model, tmp_path_factory.mktemp("soiree") / "carnet.db"))
    database = Database(f"sqlite:///{path}")
    team = open_team(database, MovableClock(EVENING, frozen=True))
    if request.param:
        lived(team)
    database.close()
    return Played(team, path)


@pytest.fixture
def evening(played: Played, tmp_path: Path) -> Iterator[Team]:
    """A copy of that evening, to walk in."""
    database = Database(f"sqlite:///{shutil.copy(played.path, tmp_path / 'carnet.db')}")
    yield replace(played.team, database=database, phones={}, latest={}, toasts=[])
    database.close()


def lived(team: Team) -> None:
    """One entry of each kind, and what lasts beyond the evening."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "8 ados 3 adultes")
    team.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Éclairage", "📌 Site A", "✅ Envoyer")
    team.says(MEDIATRICE, "⚡ Conflit")
    team.taps(MEDIATRICE, "🕐 En différé", "Habitant", "Bruit", "✅ Oui", "Médiation navette")
    team.taps(MEDIATRICE, "Demain")
    team.says(MEDIATRICE, "/demande")
    team.taps(MEDIATRICE, "Bailleur", "Nuisance", "📌 Site A", "Quand possible", "✅ Tr")
    team.says(MEDIATRICE, "🙋 Sollicitation")
    team.taps(MEDIATRICE, "18-25 ans", "Emploi, formation", "Relais transmis", "Mission locale")
    team.taps(MEDIATRICE, "✅ Oui")


@contextmanager
def walked(team: Team, name: str, read: dict[str, Facts] | None = None) -> Iterator[Walked]:
    """The flow with its real facts; `read` are those that another walk of it has read."""
    handler = HANDLERS[name]
    code = team.invite() if name == WELCOME else ""
    with team.database.transaction() as tx:
        office = Role.COORDINATION in handler.roles and Role.MEDIATEUR not in handler.roles
        known_as = COORDINATION if office else MEDIATRICE
        who = INCONNUE if code else known_as
        context = team.context(tx, who, TALK)
        if code:
            yield Walked(handler, context, _welcome(tx, team, code))
        else:
            suits = handler.suits is None or handler.suits(context)
            seed = handler.begun(context) if suits else None
            yield Walked(handler, context, seed, {} if read is None else read)


def _welcome(tx: Tx, team: Team, code: str) -> dict[str, Any]:
    found = select(Invitation).where(Invitation.code_sha256 == digest_of(code))
    return {"_invitation": tx.scalars(found).one().id, "_dispositif": team.programme.id}


@EVERY_FLOW
def test_it_is_sound(name: str) -> None:
    assert check(HANDLERS[name].flow).name == name


@EVERY_FLOW
def test_an_entry_that_does_not_suit_opens_another_flow_or_says_why(
    evening: Team, name: str
) -> None:
    with walked(evening, name) as play:
        handler = HANDLERS[name]
        others = evening.desk.entries.get(handler.entry or "", [])
        assert (
            play.seed is not None
            or handler.refusal
            or any(other is not handler for other in others)
        )


@EVERY_FLOW
def test_every_screen_can_be_shown_and_left_by_every_way_out_that_it_shows(
    evening: Team, played: Played, name: str
) -> None:
    with walked(evening, name, played.read[name]) as play:
        for state, facts in play.asking():
            shown = card(play.flow, state, facts, TALK, None)
            said = re.sub(r"</?[a-z]+>", "", shown["text"])
            assert 1 <= len(said.strip()) <= 4096
            assert not re.search(r"[{}]|(?<!\d )%|None|&amp;lt;", shown["text"]), shown["text"]
            buttons = list(itertools.chain(*shown["keyboard"]))
            assert all(label.strip() for label, _data in buttons)
            assert all(len(data.encode()) <= 64 for _label, data in buttons)
            assert len({data for _label, data in buttons}) == len(buttons), buttons
            assert len({label for label, _data in buttons}) == len(buttons), buttons

            left = advance(play.flow, state, Tapped(Action.CANCEL, "", state.rev), facts)
            assert left.outcome is Outcome.CANCELLED
            for action in (Action.BACK, Action.SKIP):
                if any(f":{action}:" in data for _label, data in buttons):
                    out = advance(play.flow, state, Tapped(action, "", state.rev), facts)
                    assert out.remark is None
                    assert out.state.rev > state.rev


@EVERY_FLOW
def test_every_path_ends_in_a_recorded_row_or_in_a_sentence(
    evening: Team, played: Played, name: str
) -> None:
    """Each event goes through what a restart keeps of a conversation: JSON."""
    with walked(evening, name, played.read[name]) as play:
        ends = [visit.events for visit in play.visits() if visit.outcome is Outcome.DONE]
        assert ends or play.seed is None or play.facts({}).get("entrees") == ()
        if ends:
            paths = ends if os.environ.get("CHEMINS") == "tous" else telling(ends)
            replay_all(evening, play, opened(play), paths, known(play.context.tx))


def replay_all(team: Team, play: Walked, state: State, paths: list[Branch], before: Rows) -> None:
    """Take each path again with its rows written as they come; `before` are those of the start.

    What several paths begin with is taken once: then each goes on from there as if alone.
    """
    if paths == [()]:
        said = ended(play, state, before)
        assert 1 <= len(said.strip()) <= 4096
        assert not re.search(r"[{}%]|None", said), said
        return
    for event, rest in branches(paths):
        with undone(play.context):
            replay_all(team, play, followed(team, play, state, event), rest, before)


def replay(team: Team, play: Walked, events: Branch) -> str:
    """Take one path again and keep its rows; what is said at its end."""
    before, state = known(play.context.tx), opened(play)
    for event in events:
        state = followed(team, play, state, event)
    return ended(play, state, before)


def opened(play: Walked) -> State:
    return start(play.flow, play.facts(play.seed), play.seed)


def followed(team: Team, play: Walked, state: State, event: Event) -> State:
    """Where one event leads."""
    play.context.source = team.context(play.context.tx, MEDIATRICE).source
    kept = State(**json.loads(json.dumps(asdict(state))))
    assert kept == state
    result = advance(play.flow, kept, event, play.facts(kept.answers))
    if result.accepted and play.handler.answered:
        play.handler.answered(play.context, result.accepted, result.state.answers)
    return reconsider(play.flow, result.state, play.facts(result.state.answers))


def ended(play: Walked, state: State, before: Rows) -> str:
    """What is said at the end of a path, once its row is recorded."""
    tx, handler, flow = play.context.tx, play.handler, play.flow
    assert state.at == "", "the path ends where its walk said"
    facts = play.facts(state.answers)
    try:
        ending = handler.record(play.context, state.answers, facts)
    except Declined as refusal:
        assert known(tx) == before, "it is raised before anything is written"
        return str(refusal)
    if ending.opens:
        assert known(tx) == before, "the flow that takes its place records"
        return ending.opens.flow
    said = render_text(flow.done, **{**facts, **state.answers, **ending.values})
    if handler.reads_only:
        assert known(tx) == before
    else:
        assert known(tx) != before or any(words in said for words in NOTHING_NOTED)
    return said


def known(tx: Tx) -> Rows:
    """Every row that a flow writes."""
    tx.flush()
    connection = tx.connection().connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    return [connection.execute(statement).fetchall() for statement in ALL_ROWS]


@contextmanager
def undone(context: Context) -> Iterator[None]:
    """What happens inside leaves no trace, in the rows nor in the programme."""
    point, programme = context.tx.begin_nested(), context.programme
    yield
    point.rollback()
    context.tx.expire_all()
    context.programme = programme
