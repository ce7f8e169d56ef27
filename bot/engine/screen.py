"""What is shown at a position: the sentence's step, and the rows of buttons under it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.buttons import in_rows
from bot.engine.advance import (
    FIVE,
    editable,
    forgotten_by_back,
    is_folded,
    options_of,
    shortcuts,
)
from bot.engine.conditions import Facts
from bot.engine.pages import Shown, page
from bot.engine.script import Flow, Kind, Step, kept_for
from bot.engine.state import EDIT_MENU, Action, State


@dataclass(frozen=True, slots=True)
class ScreenKey:
    """`label` is None where the host has the word (Passer, Retour, Annuler, Modifier…)."""

    action: Action
    argument: str = ""
    label: str | None = None
    count: int | None = None
    chosen: bool = False


Rows = tuple[tuple[ScreenKey, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """The step to say (None in the edit menu) and its buttons, row by row.

    `page` is which part of a list is on it; None in the edit menu.
    """

    step: Step | None
    rows: Rows
    page: Shown | None = None


def screen(flow: Flow, state: State, facts: Facts) -> Screen:
    if state.at == EDIT_MENU:
        return Screen(None, (*_edit_rows(flow, state, facts), (ScreenKey(Action.BACK),)))
    step = flow.step(state.at)
    shown = shown_of(step, state, facts)
    rows = [
        *_option_rows(step, state, facts, shown),
        *_page_rows(shown),
        *_also_rows(flow, state, facts),
    ]
    if step.kind is Kind.TALLY:
        five = (state.answers.get(kept_for(step.key)) or {}).get("times") == FIVE
        less, finish = ScreenKey(Action.LESS), ScreenKey(Action.FINISH, label=step.finish_label)
        rows.append((ScreenKey(Action.FIVE, chosen=five), less, finish))
    if (
        step.kind is Kind.MANY
        and len(state.answers.get(kept_for(step.key)) or ()) >= step.at_least
    ):
        rows.append((ScreenKey(Action.FINISH, label=step.finish_label),))
    if step.edits:
        rows.append((ScreenKey(Action.EDIT),))
    return Screen(step, (*rows, _last_row(flow, step, state, facts)), shown)


def counts(step: Step, state: State, facts: Facts) -> dict[str, int]:
    """What a tally holds, by option: as its host knows it, else as it was tapped."""
    if step.counts:
        return dict(facts[step.counts])
    tally: dict[str, int] = (state.answers.get(kept_for(step.key)) or {"counts": {}})["counts"]
    return tally


def shown_of(step: Step, state: State, facts: Facts) -> Shown:
    """The part of its lists that is on the screen: a folded list is short."""
    options = options_of(step, facts)
    return page(
        step, state, facts, options[: step.few] if is_folded(step, state, facts) else options
    )


def _page_rows(shown: Shown) -> list[tuple[ScreenKey, ...]]:
    """To the page before, and to the next one."""
    around = (shown.number - 1, shown.number + 1)
    keys = [ScreenKey(Action.PAGE, str(n)) for n in around if 1 <= n <= shown.pages]
    return [tuple(keys)] if keys else []


def _option_rows(
    step: Step, state: State, facts: Facts, shown: Shown
) -> list[tuple[ScreenKey, ...]]:
    marks = state.answers.get(kept_for(step.key))
    counted = counts(step, state, facts) if step.kind is Kind.TALLY else {}
    buttons = []
    for option in shown.options:
        count = counted.get(option.slug, 0) if step.kind is Kind.TALLY else None
        chosen = step.kind is Kind.MANY and option.slug in (marks or ())
        buttons.append(ScreenKey(Action.PICK, option.slug, option.label, count, chosen))
    if is_folded(step, state, facts):
        buttons.append(ScreenKey(Action.MORE))
    return _rows(buttons, step.width)


def _also_rows(flow: Flow, state: State, facts: Facts) -> list[tuple[ScreenKey, ...]]:
    beside = shortcuts(flow, state, facts)
    return _rows([ScreenKey(Action.ALSO, step.key, step.name) for step in beside], 2)


def _edit_rows(flow: Flow, state: State, facts: Facts) -> list[tuple[ScreenKey, ...]]:
    steps = editable(flow, state, facts)
    return _rows([ScreenKey(Action.ALSO, step.key, step.name) for step in steps], 2)


def _last_row(flow: Flow, step: Step, state: State, facts: Facts) -> tuple[ScreenKey, ...]:
    row = []
    if state.editing or forgotten_by_back(flow, state, facts):
        row.append(ScreenKey(Action.BACK, label=step.back_label))
    if not step.required:
        row.append(ScreenKey(Action.SKIP))
    row.append(ScreenKey(Action.CANCEL, label=step.cancel_label))
    return tuple(row)


def _rows(buttons: list[ScreenKey], width: int) -> list[tuple[ScreenKey, ...]]:
    return [tuple(row) for row in in_rows(buttons, width)]
