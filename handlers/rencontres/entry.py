"""A count of people met in « Ma journée »; on a pinned tally, the last press is undone alone."""

from __future__ import annotations

from bot.feature.contract import Context
from bot.feature.entries import LigneDuJour, hide
from storage import tableaux
from storage.models import Rencontre


def says(context: Context, row: Rencontre) -> str:
    """« 3 × 26-59 ans »."""
    return f"{row.nombre} × {context.programme.config.public(row.public).label}"


def last(context: Context, row: Rencontre) -> str:
    """« +1 26-59 ans sur le tableau épinglé »; « » when the whole row was entered at once."""
    times = _last_press(context, row)
    label = context.programme.config.public(row.public).label
    return f"+{times} {label} sur le tableau épinglé" if times else ""


def undo(context: Context, row: Rencontre) -> str:
    """The last press alone, or the row when it holds no other."""
    times, tally = _last_press(context, row), tableaux.of_count(context.tx, row.conversation_id)
    if not times or tally is None:
        return hide(context, row)
    tableaux.undo_press(tally, row.public)
    row.nombre -= times
    return ""


def _last_press(context: Context, row: Rencontre) -> int:
    tally = tableaux.of_count(context.tx, row.conversation_id)
    times = tableaux.last_press(tally, row.public) if tally else 0
    return times if times <= row.nombre else 0


LIGNE = LigneDuJour(says=says, last=last, undo=undo)
