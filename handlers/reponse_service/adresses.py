"""« ✅ L'adresse est bonne »: a mailbox that refused is written to again."""

from __future__ import annotations

from typing import Final

from bot.casework import adresses as casework
from bot.feature.contract import Context, Reply, Tap
from bot.rendering import render_line
from storage import adresses

UNKNOWN: Final = "Cette adresse n'est plus connue."
ALREADY: Final = "C'est déjà fait."
NOTED: Final = "Noté."
DONE: Final = "✅ {{ adresse }} : le prochain courriel y partira. S'il revient, vous le saurez."


def restore(context: Context, tap: Tap) -> Reply:
    """Once; a colleague may have done it."""
    row = adresses.get(context.tx, tap.object_id)
    if row is None or row.dispositif_id != context.programme.id:
        return Reply(UNKNOWN)
    if row.retablie_le is not None:
        return Reply(ALREADY)
    casework.restore(context, row, context.person.id)
    return Reply(NOTED, render_line(DONE, adresse=row.adresse))
