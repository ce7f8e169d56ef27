"""« ✅ L'adresse est bonne »: a mailbox that refused is written to again."""

from __future__ import annotations

from typing import Final

from bot.casework import adresses as casework
from bot.domain.droits import Droit
from bot.feature import portee
from bot.feature.contract import Context, Reply, Tap
from bot.rendering import render_line
from storage.models.adresses import AdresseRefusee

UNKNOWN: Final = "Cette adresse n'est plus connue."
ALREADY: Final = "C'est déjà fait."
NOTED: Final = "Noté."
DONE: Final = "✅ {{ adresse }} : le prochain courriel y partira. S'il revient, vous le saurez."


def restore(context: Context, tap: Tap) -> Reply:
    """Once; a colleague may have done it."""
    row = portee.found(context, Droit.TENIR_ANNUAIRE, AdresseRefusee, tap.object_id)
    if row is None:
        return Reply(UNKNOWN)
    if row.retablie_le is not None:
        return Reply(ALREADY)
    casework.restore(context, row, context.person.id)
    return Reply(NOTED, render_line(DONE, adresse=row.adresse))
