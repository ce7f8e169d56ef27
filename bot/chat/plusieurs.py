"""An account of several programmes: each turn is of one, asked once, and never of another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from bot.buttons import ROW_ID, Button, Pressed, button
from bot.chat.callbacks import PARKED as ASIDE
from bot.chat.callbacks import TalkButton
from bot.chat.desk import Desk
from bot.chat.incoming import Incoming
from bot.chat.verification import VERIFIER
from bot.delivery.channels import to_chat
from bot.engine.script import Beforehand
from bot.engine.state import State
from bot.feature.contract import OPEN as OPEN_FLOW
from bot.feature.contract import drawn
from bot.feature.precisions import ANY
from bot.rendering import render_text
from storage import comptes, journal
from storage.machine import conversations
from storage.machine.conversations import OPEN, PARKED, Talk
from storage.machine.db import Tx
from storage.machine.outbox import Lane, Message, post
from storage.models import Personne

CHOIX: Final = Button("qp", (ROW_ID,), "conversation")
"""Of what was said before it was known for which programme: the row of `personne` picked."""
ATTENTE: Final = Beforehand[dict[str, Any]]("attente")
"""The update that waits for that answer."""
OWN: Final = {OPEN_FLOW.code: OPEN_FLOW}
"""Pressed, yet of no feature."""
FLOW: Final = "programme"
WHICH: Final = (
    "Vous êtes dans {{ combien }} programmes. Pour lequel ?"
    "{% if attend %}\nCe que vous venez d'envoyer y sera noté.{% endif %}\n"
    "Pour en changer plus tard : /programme."
)
HERE: Final = "Vous êtes dans <b>{{ programme }}</b>. Pour changer : /programme."
GONE: Final = "Cette question n'attend plus de réponse : /programme."


def whose(
    tx: Tx, desk: Desk, button: TalkButton | Pressed | None, talk: Talk | None
) -> int | None:
    """The programme that a press is about; None for what is of none."""
    if isinstance(button, TalkButton):
        return talk.programme if talk else None
    if button is None:
        return None
    if button.code in (ASIDE.code, VERIFIER.code):
        found = conversations.load(tx, button.object_id)
        return found.programme if found else None
    kind = OWN.get(button.code) or desk.buttons.get(button.code, (None, None))[0]
    table = kind.table(button.argument) if kind else ""
    if table == ANY:
        model = journal.KINDS.get(button.argument[:1])
        table = model.__tablename__ if model else ""
    return comptes.programme_of(tx, table, button.object_id) if table else None


def speaking(rows: Sequence[Personne], about: int | None) -> Personne | None:
    """Who speaks: in the programme that is pressed, else in the one chosen; None to be asked."""
    pressed = next((one for one in rows if one.dispositif_id == about), None)
    if pressed is not None:
        return pressed
    return rows[0] if rows[0].choisie_le is not None else None


def enter(tx: Tx, desk: Desk, person: Personne) -> bool:
    """That account speaks there from now on; False when it did already.

    What was under way in another programme is put aside: its own card takes it up again.
    """
    if comptes.rows_of(tx, person.telegram_id)[0] is person and person.choisie_le is not None:
        return False
    now = desk.clock.now()
    comptes.choose(tx, person, now)
    for talk in conversations.unfinished(tx, person.telegram_id):
        if talk.etat == OPEN and talk.programme != person.dispositif_id:
            conversations.close(tx, talk, PARKED, now)
    return True


def ask(
    tx: Tx, desk: Desk, incoming: Incoming, source: str, rows: Sequence[Personne], raw: Any = None
) -> None:
    """Which programme, once; what was said meanwhile is kept, and said there."""
    now = desk.clock.now()
    waits = ATTENTE.seed(raw) if raw else {}
    state = State(FLOW, 1, "", waits)
    talk = conversations.begin(tx, incoming.chat_id, incoming.user_id, state, now)
    conversations.close(tx, talk, PARKED, now)
    keys = [[(_name(desk, one), button(CHOIX, talk.id, str(one.id)))] for one in _by_id(rows)]
    text = render_text(WHICH, combien=len(rows), attend=bool(raw))
    content = {"text": text, "keyboard": drawn(keys)}
    to = to_chat(incoming.chat_id)
    post(tx, now, Message(f"{source}:programme", Lane.PROMPT, to, content))


def picked(tx: Tx, pressed: Pressed, user_id: int) -> tuple[Personne | None, Any]:
    """Who speaks from now on, and the update that waited for it; (None, None) once answered."""
    talk = conversations.load(tx, pressed.object_id)
    rows = {str(one.id): one for one in comptes.rows_of(tx, user_id)}
    person = rows.get(pressed.argument)
    if talk is None or talk.user_id != user_id or talk.state.flow != FLOW or person is None:
        return None, None
    conversations.forget(tx, talk)
    return person, ATTENTE.of(talk.state.answers)


def here(desk: Desk, person: Personne) -> str:
    """« Vous êtes dans Amiens. »"""
    return render_text(HERE, programme=_name(desk, person))


def _name(desk: Desk, person: Personne) -> str:
    return desk.programmes[person.dispositif_id].config.court


def _by_id(rows: Sequence[Personne]) -> list[Personne]:
    return sorted(rows, key=lambda one: one.id)
