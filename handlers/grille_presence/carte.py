"""A slot just added to the grid, and the kind of actor that comes (L05, 002 l.21)."""

from __future__ import annotations

from typing import Any, Final

from bot.buttons import Button, button
from bot.casework.grille import actes as casework
from bot.domain.droits import Droit
from bot.feature.contract import Context, opening
from bot.feature.precisions import Carte, Precisable, nothing, of_list
from handlers.grille_presence.facts import acteur, said_row
from storage import grille
from storage.models import PresenceActeur

ADDED: Final = "✅ Noté dans la grille : {{ creneau }}."
RETIRER: Final = "retirer"
CRENEAU: Final = Button("gp", (RETIRER,), "presence_acteur")
"""Under a slot just added to the grid: it is taken back."""
SEE: Final = opening("👀 Qui est là ?", "qui_est_la_partenaire")


def carte(context: Context, row: PresenceActeur) -> Carte:
    undo = ("↩️ Retirer ce créneau", button(CRENEAU, row.id, RETIRER))
    return Carte(context.render(ADDED, creneau=said_row(context, row)), [[undo], [SEE]])


def _held(context: Context, row_id: int) -> Any | None:
    """One's own slot, as long as it stands."""
    if not context.may(Droit.ANNONCER_SA_PRESENCE):
        return None
    return grille.own(context.tx, context.programme, acteur(context), row_id)


PRECISABLE: Final = Precisable(
    genre="k",
    carte=carte,
    tenue=_held,
    precisions=(
        of_list(
            *("ty", "Vous êtes", "type_acteur", "types_acteur"),
            usuel=nothing,
            vide="non précisé",
            question="Quelle sorte d'équipe ?",
            ecrit=casework.specify,
        ),
    ),
)
