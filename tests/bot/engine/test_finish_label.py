"""A step with several choices may name the button that ends it, and want some of them."""

from __future__ import annotations

from bot.engine.advance import advance, start
from bot.engine.screen import screen
from bot.engine.script import Flow, Option, many
from bot.engine.state import Action, Remark, Tapped


def finish_of(label: str | None) -> str | None:
    step = many("vu", "Quoi ?", (Option("a", "A"),), finish_label=label)
    flow = Flow(name="essai", title="Essai", steps=(step,), done="Fait.")
    rows = screen(flow, start(flow, {}), {}).rows
    (button,) = [one for row in rows for one in row if one.action is Action.FINISH]
    return button.label


def test_its_own_words_or_the_host_s() -> None:
    assert finish_of("✅ Enregistrer") == "✅ Enregistrer"
    assert finish_of(None) is None


def test_it_ends_once_enough_is_chosen() -> None:
    step = many("vu", "Quoi ?", (Option("a", "A"),), at_least=1)
    flow = Flow(name="essai", title="Essai", steps=(step,), done="Fait.")
    begun = start(flow, {})
    assert not any(
        one.action is Action.FINISH for row in screen(flow, begun, {}).rows for one in row
    )
    refused = advance(flow, begun, Tapped(Action.FINISH, "", begun.rev), {})
    assert refused.remark == Remark.TOO_FEW
    chosen = advance(flow, begun, Tapped(Action.PICK, "a", begun.rev), {}).state
    done = advance(flow, chosen, Tapped(Action.FINISH, "", chosen.rev), {})
    assert done.state.answers["vu"] == ["a"]
