"""A thing found, in « Ma journée »."""

from __future__ import annotations

from bot.feature.contract import Context
from bot.feature.entries import LigneDuJour
from handlers.objet_trouve.actions import CHOSES
from storage.models.objets_trouves import ObjetTrouve


def says(context: Context, row: ObjetTrouve) -> str:
    """« Objet trouvé : Clés (Rue, trottoir) »."""
    lieu = context.programme.config.type_lieu(row.lieu).label
    return f"Objet trouvé : {CHOSES.get(row.chose, row.chose)} ({lieu})"


LIGNE = LigneDuJour(says=says)
