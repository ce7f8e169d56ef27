"""A step with several choices may name the button that ends it."""

from __future__ import annotations

from bot.engine.advance import start
from bot.engine.screen import screen
from bot.engine.script import Flow, Option, many
from bot.engine.state import Action


def finish_of(label: str | None) -> str | None:
    step = many("vu", "Quoi ?", (Option("a", "A"),), finish_label=label)
    flow = Flow(name="essai", title="Essai", steps=(step,), done="Fait.")
    rows = screen(flow, start(flow, {}), {}).rows
    (button,) = [one for row in rows for one in row if one.action is Action.FINISH]
    return button.label


def test_its_own_words_or_the_host_s() -> None:
    assert finish_of("✅ Enregistrer") == "✅ Enregistrer"
    assert finish_of(None) is None
