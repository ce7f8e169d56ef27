"""A préconisation once proposed, what it aims at (000 l.164, H05), and whose idea it is (J10)."""

from __future__ import annotations

from typing import Final

from bot.casework.preconisation import actes as casework
from bot.feature.contract import Context
from bot.feature.precisions import Carte, nothing, of_entry, of_list
from storage.models import Preconisation

PROPOSED: Final = (
    "💡 {{ reference }} ({{ resume }}) est proposée à la coordination. Vous saurez sa réponse."
)


def carte(context: Context, row: Preconisation) -> Carte:
    reference, resume = casework.reference(row), casework.resume(context.programme, row)
    return Carte(context.render(PROPOSED, reference=reference, resume=resume))


PRECISABLE: Final = of_entry(
    Preconisation,
    carte,
    # What it aims at is guessed from what was seen as it is written: see casework.
    of_list(
        *("vi", "Visée", "visee", "visees_preconisation"),
        usuel=nothing,
        ecrit=casework.aim,
    ),
    of_list("or", "Origine", "origine", "origines_idee", usuel=nothing, discret=True),
)
