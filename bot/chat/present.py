"""A screen of the engine as Telegram shows it: a sentence, and buttons with French labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.buttons import Keyboard
from bot.chat import rafale, words
from bot.chat.callbacks import encode
from bot.engine.conditions import Facts
from bot.engine.pages import Shown, said_of
from bot.engine.screen import Screen, ScreenKey, counts, screen
from bot.engine.script import Flow, Kind, Step
from bot.engine.stake import at_stake
from bot.engine.state import Action, State
from bot.feature.contract import Context, drawn
from bot.feature.decision import remarks
from bot.feature.remarks import remark_text
from bot.rendering import names_in, render_text

LABELS: dict[Action, str] = {
    Action.SKIP: "⏭ Passer",
    Action.BACK: "⬅️ Retour",
    Action.CANCEL: "✖️ Fermer",
    Action.EDIT: "✏️ Modifier",
    Action.FINISH: "✅ Fini",
    Action.LESS: "↩️ −1",
    Action.FIVE: "Groupe de 5 →",
    Action.MORE: "Autre…",
}
EARLIER, LATER = "‹ Page {{ n }}", "Page {{ n }} ›"
WHICH_PAGE = "Page {{ n }} sur {{ pages }}."

GIVE_UP = "✖️ Abandonner"
"""In place of « Fermer »: what was begun is lost. What was recorded is taken back: « Annuler »."""

EDIT_QUESTION = "Que voulez-vous modifier ?"

HELP_AFTER = 3
HELP = "Pour sortir d'ici, touchez ✖️ ou écrivez /fermer. Ce qui est déjà noté est gardé."

FOR_THE_TEAM = "Pour l'équipe : rien n'en sort sans relecture."
NO_NAME = (
    "Sans nom ni détail qui permette de reconnaître quelqu'un, ni santé, ni religion, ni origine."
)


def card(
    flow: Flow, state: State, facts: Facts, talk_id: int, remark: str | None
) -> dict[str, Any]:
    """The outbox content that shows where the conversation stands; `remark` comes first."""
    view = screen(flow, state, facts)
    lines = rafale.summary(state)
    if remark and not lines:
        lines.append(f"⚠️ {remark_text(remark, facts)}")
    if state.invalid >= HELP_AFTER:
        lines.append(HELP)
    lines.append(
        _question(flow, view.step, view.page, state, facts) if view.step else EDIT_QUESTION
    )
    if view.page and view.page.pages > 1:
        lines.append(render_text(WHICH_PAGE, n=view.page.number, pages=view.page.pages))
    if view.step and view.step.free:
        lines.append(f"{FOR_THE_TEAM} {NO_NAME}" if view.step.inside else NO_NAME)
    labels = LABELS | ({Action.CANCEL: GIVE_UP} if at_stake(flow, state) else {})
    *rows, last = [
        [_button(key, talk_id, state, labels, view) for key in row] for row in view.rows
    ]
    links: Mapping[str, Keyboard] = facts.get("liens", {})
    rows += drawn(links.get(state.at, ()))
    return {"text": "\n".join(lines), "keyboard": [*rows, last]}


def without_buttons(chat_id: int, message_id: int) -> dict[str, Any]:
    """The outbox content that takes the buttons of our message away, and leaves its words."""
    params = {"chat_id": chat_id}
    said = {"method": "editMessageReplyMarkup", "params": params}
    return {**said, "edit": True, "message_id": message_id}


def _question(flow: Flow, step: Step, shown: Shown | None, state: State, facts: Facts) -> str:
    """Its sentence; of the facts, only those it speaks of are looked at: some cost a statement."""
    names = names_in(step.says)
    counted = {"n": _total(flow, state, facts)} if "n" in names else {}
    listed = said_of(step, shown) if shown else {}
    places: tuple[Mapping[str, Any], ...] = (listed, counted, state.answers, facts)
    where = ((name, next((one for one in places if name in one), {})) for name in names)
    return render_text(step.says, **{name: place[name] for name, place in where if place})


def _button(
    button: ScreenKey, talk_id: int, state: State, labels: Mapping[Action, str], view: Screen
) -> list[str]:
    label = button.label or labels.get(button.action) or _turns(button, view)
    if button.count is not None:
        label = f"{label} · {button.count}"
    if button.chosen:
        label = f"✔️ {label}"
    return [label, encode(talk_id, state.rev, button.action, button.argument)]


def _turns(button: ScreenKey, view: Screen) -> str:
    """« Page 3 › », of the page that it leads to."""
    here = view.page.number if view.page else 0
    return render_text(EARLIER if int(button.argument) < here else LATER, n=button.argument)


def _total(flow: Flow, state: State, facts: Facts) -> int:
    tallies = [step for step in flow.steps if step.kind is Kind.TALLY]
    return sum(sum(counts(step, state, facts).values()) for step in tallies)


def left_empty(flow: Flow) -> str:
    """The flow's own words, or that nothing came of it; « » for a flow that is gone."""
    closed = render_text(words.CLOSED_ITSELF, title=flow.title) if flow.title else ""
    return flow.left or closed


def ended(context: Context, state: State, done: str) -> str:
    """Its last words: what came together, what was done, and where nothing is decided."""
    return "\n".join([*rafale.summary(state), done, *remarks(context)])
