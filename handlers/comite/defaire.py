"""A meeting planned, held or put off by mistake: as it was before, and whoever was told learns."""

from __future__ import annotations

from typing import Final

from bot.buttons import Keyboard
from bot.domain.roles import Role
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris, undoable
from bot.rendering import render_line
from bot.words import jour
from handlers.comite import convocation, facts
from storage import people
from storage.libre import RIEN
from storage.models import Reunion
from storage.models.gestes import Geste

REUNION: Final = "reunion"
"""The kind of deed, whose row is a Reunion."""
SAID: Final = {
    facts.PLAN: "{{ comite }}, réunion prévue {{ jour }}",
    facts.HELD: "{{ comite }}, réunion tenue {{ jour }}",
    facts.PUT_OFF: "{{ comite }}, réunion de {{ jour }} reportée",
}
NEVER: Final = "Une réunion qui n'est plus notée"
SINCE: Final = "Cette réunion a changé depuis : ceci ne s'annule plus."
VOID: Final = (
    "🏛 <b>{{ comite }}</b>, {{ le|jour }} : les décisions que vous avez reçues sont sans objet, "
    "la coordination les a retirées."
)


def keep(context: Context, quoi: str, row: Reunion, *made: Reunion) -> Keyboard:
    """The button that takes it back; `made`: the rows that this very deed added."""
    context.tx.flush()
    kept = {"quoi": quoi, "faites": [one.id for one in made]}
    return undoable(context, REUNION, row.id, kept)


def says(context: Context, geste: Geste) -> str:
    """« Comité opérationnel Ouest, réunion tenue mardi 24 novembre »."""
    row = context.tx.get(Reunion, geste.objet_id)
    if row is None:
        return NEVER
    label = facts.label(context, row.comite)
    return render_line(SAID[(geste.avant or {})["quoi"]], comite=label, jour=jour(row.jour))


def undo(context: Context, geste: Geste) -> Repris:
    """Open again, or never planned; unless something else became of it."""
    kept = geste.avant or {}
    row = context.tx.get(Reunion, geste.objet_id)
    made = [context.tx.get(Reunion, row_id) for row_id in kept["faites"]]
    expected = {facts.PLAN: None, facts.HELD: True, facts.PUT_OFF: False}[kept["quoi"]]
    followed = any(one is None or (one is not row and one.tenue is not None) for one in made)
    if row is None or row.tenue is not expected or followed:
        return Repris(SINCE)
    _told(context, kept["quoi"], row)
    row.tenue, row.decisions = None, RIEN
    for one in made:
        if one is not None:
            context.tx.delete(one)
    context.tx.flush()
    return Repris()


def _told(context: Context, quoi: str, row: Reunion) -> None:
    """Decisions that were read are void; a meeting that was called is not, or is again."""
    if quoi == facts.PLAN:
        convocation.put_off(context, row, None)
    elif quoi == facts.PUT_OFF:
        convocation.call_again(context, row)
    elif row.decisions and context.programme.config.comite(row.comite).operationnel:
        label = facts.label(context, row.comite)
        for person in people.with_role(context.tx, context.programme.id, Role.MEDIATEUR):
            context.tell(person.telegram_id, VOID, comite=label, le=row.jour)


DEFAISABLE: Final = Defaisable(says=says, undo=undo)
