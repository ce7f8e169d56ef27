"""An answer to a préconisation taken back: it waits again, and its binôme knows."""

from __future__ import annotations

from typing import Final

from bot.buttons import Keyboard
from bot.casework.preconisation import actes as casework
from bot.casework.preconisation import reprise
from bot.domain.droits import Droit
from bot.domain.vies.vie import TransitionRefusee
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris
from bot.rendering import render_line
from handlers.preconisation.buttons import now
from storage import preconisations
from storage.models import Preconisation
from storage.models.gestes import Geste

SAID: Final = "{{ reference }} : {{ fait }}"
GONE: Final = "une préconisation retirée"
STANDS: Final = "À ce jour : {{ statut }}."
CHANGED: Final = "{{ reference }} a changé depuis ({{ statut }}) : cela ne s'annule plus."
WITHDRAWN: Final = "Cette préconisation a été retirée : il n'y a plus rien à annuler."


def says(context: Context, geste: Geste) -> str:
    """« P-0003 : écartée »."""
    row = _row(context, geste)
    if row is None:
        return GONE
    fait = reprise.fait(context.programme, geste.avant or {})
    return render_line(SAID, reference=casework.reference(row), fait=fait)


def undo(context: Context, geste: Geste) -> Repris:
    """Its binôme is told, and the coordination when a comité had answered."""
    row = _row(context, geste)
    if row is None:
        return Repris(WITHDRAWN)
    try:
        reprise.take_back(context, row, geste.avant or {}, context.author_id)
    except TransitionRefusee:
        statut = casework.statut_label(context.programme, row)
        return Repris(render_line(CHANGED, reference=casework.reference(row), statut=statut))
    return Repris()


def again(context: Context, geste: Geste) -> tuple[str, Keyboard]:
    """Its card, for the coordination; a comité finds it in its own list."""
    row = _row(context, geste)
    if row is None or not context.may(Droit.REPONDRE_PRECONISATION):
        return "", []
    statut = casework.statut_label(context.programme, row)
    return now(context, row, render_line(STANDS, statut=statut)), casework.buttons(row)


def _row(context: Context, geste: Geste) -> Preconisation | None:
    return preconisations.get(context.tx, context.programme.id, geste.objet_id)


DEFAISABLE: Final = Defaisable(says=says, undo=undo, again=again)
