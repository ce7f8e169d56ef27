"""An agenda validated too soon is open again, until its meeting was held."""

from __future__ import annotations

from typing import Final

from bot.casework.ordre import actes
from bot.domain.droits import Droit
from bot.feature import portee
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris
from storage.models import Reunion
from storage.models.gestes import Geste
from storage.models.ordres import OrdreDuJour

DEED: Final = "ordre_du_jour"
NEVER: Final = "Un ordre du jour qui n'est plus gardé"
SINCE: Final = "Cet ordre du jour a changé depuis : ceci ne s'annule plus."


def says(context: Context, geste: Geste) -> str:
    """« Comité technique, ordre du jour validé »."""
    row = _row(context, geste)
    if row is None:
        return NEVER
    comite = context.tx.get_one(Reunion, row.reunion_id).comite
    return f"{context.programme.config.comite(comite).label}, ordre du jour validé"


def undo(context: Context, geste: Geste) -> Repris:
    row = _row(context, geste)
    if row is None or row.valide_le != geste.le:
        return Repris(SINCE)
    actes.unvalidate(context, row, context.author_id)
    return Repris()


def _row(context: Context, geste: Geste) -> OrdreDuJour | None:
    return portee.found(context, Droit.TENIR_ORDRE_DU_JOUR, OrdreDuJour, geste.objet_id)


DEFAISABLE: Final = Defaisable(says=says, undo=undo)
