"""Every question of every flow, on the largest programme: nothing that Telegram refuses."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.fitting import misfit
from bot.chat.desk import SansLigne, open_desk
from bot.chat.present import card
from bot.clock import PARIS, MovableClock, SystemClock
from bot.domain.roles import Role
from bot.engine.advance import advance, reconsider, start
from bot.engine.screen import shown_of
from bot.engine.script import Flow
from bot.engine.state import EDIT_MENU, Action, Event, Outcome, State, Tapped
from bot.engine.walk import events_at
from bot.feature.contract import Context, Handler
from handlers.intervention import sans_presence
from storage.machine.db import Database
from storage.models import (
    Demande,
    DossierMediation,
    Preconisation,
    Relais,
    Rencontre,
    Signalement,
    Sollicitation,
)
from tests import grand
from tests.conftest import EVENING
from tests.handlers.people import COORDINATION, MEDIATRICE, Team, open_team
from tests.handlers.test_every_flow import TALK, lived

HANDLERS = [
    one
    for one in open_desk(SystemClock(), {}, SansLigne(1, "bot")).handlers
    if one.entry or one.commands
]
FOLLOWED = (
    Demande,
    DossierMediation,
    Preconisation,
    Relais,
    Rencontre,
    Signalement,
    Sollicitation,
)


@pytest.fixture(scope="module")
def large(sqlite_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """An evening of the largest programme, with sixty of everything that is followed."""
    path = Path(shutil.copy(sqlite_model, tmp_path_factory.mktemp("grand") / "carnet.db"))
    database = Database(f"sqlite:///{path}")
    team = open_team(database, MovableClock(EVENING, frozen=True), grand.grand())
    lived(team)
    team.says(MEDIATRICE, "💡 Préconisation")
    team.taps(MEDIATRICE, "Aménagement", "Voirie")
    team.says(MEDIATRICE, "Deux bancs de plus.")
    team.taps(MEDIATRICE, "3 mois")
    with database.transaction() as tx:
        grand.people(tx, team.programme, EVENING)
        grand.decisions(tx, team.programme, EVENING.date())
        grand.difficultes(tx, team.programme, EVENING)
        for table in FOLLOWED:
            grand.copies(tx, table, grand.MANY)
    yield team
    database.close()


def steps(handler: Handler, context: Context) -> Iterator[tuple[State, dict[str, Any]]]:
    """Each of its questions once, as one comes to it, with its facts."""
    flow: Flow = handler.flow
    seed = handler.begun(context)
    state = start(flow, handler.facts(context, seed), seed)
    seen, queue = {state.at}, [state]
    while queue:
        state = queue.pop()
        if not state.at:
            continue
        facts = handler.facts(context, state.answers)
        yield state, dict(facts)
        for event in events_at(flow, state, facts):
            following = _after(handler, context, state, event, facts)
            if following is not None and following.at not in seen:
                seen.add(following.at)
                queue.append(following)


def _after(
    handler: Handler, context: Context, state: State, event: Event, facts: Any
) -> State | None:
    result = advance(handler.flow, state, event, facts)
    if result.remark or result.outcome is Outcome.CANCELLED:
        return None
    return reconsider(handler.flow, result.state, handler.facts(context, result.state.answers))


@pytest.mark.parametrize("handler", HANDLERS, ids=lambda one: one.flow.name)
def test_no_screen_of_a_large_programme_is_too_long(large: Team, handler: Handler) -> None:
    office = Role.COORDINATION in handler.roles and Role.MEDIATEUR not in handler.roles
    with large.database.transaction() as tx:
        context = large.context(tx, COORDINATION if office else MEDIATRICE, TALK)
        if handler.suits is not None and not handler.suits(context):
            return
        for state, facts in steps(handler, context):
            for shown in _pages(handler.flow, state, facts):
                assert not misfit(shown), (state.at, misfit(shown))


def _pages(flow: Flow, state: State, facts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Its screen, then each of its other pages."""
    yield card(flow, state, facts, TALK, None)
    if state.at == EDIT_MENU:
        return
    step = flow.step(state.at)
    for number in range(2, shown_of(step, state, facts).pages + 1):
        turned = advance(flow, state, Tapped(Action.PAGE, str(number), state.rev), facts)
        yield card(flow, turned.state, facts, TALK, None)


def test_a_notice_of_many_lines_comes_whole_in_several_messages(large: Team) -> None:
    """Sixty sites where nobody was this week, on Friday morning."""
    before = set(large.phones[COORDINATION])
    large.clock.set(datetime(2026, 11, 20, 8, 5, tzinfo=PARIS))
    large.rings(sans_presence.warn)
    large.deliver()
    large.clock.set(EVENING)
    said = [one["text"] for n, one in large.phones[COORDINATION].items() if n not in before]
    assert len(said) > 1
    sites = [one.site for one in large.programme.config.interventions if one.site != "site-a"]
    labels = [large.programme.config.site(site).label for site in sites]
    assert all(f"{label} : " in "\n".join(said) for label in labels)
