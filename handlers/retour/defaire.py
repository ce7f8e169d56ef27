"""« V-0012 dit », touched by mistake: it is to be told again."""

from __future__ import annotations

from typing import Any, Final

from bot.casework.mediation import actes as mediation
from bot.casework.signalement.contenu import reference
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris, note
from bot.rendering import render_line
from storage import retours
from storage.models import DossierMediation, Signalement
from storage.models.gestes import Geste

RETOUR: Final = "retour"
"""The kind of deed; which row it is about is told beside."""
SAID = "{{ numero }} redit aux habitants"

ARedire = Signalement | DossierMediation


def told(context: Context, row: ARedire, before: dict[str, Any]) -> Geste:
    """It was told; `before` is what had been told of it until then."""
    kept = {"objet": row.__tablename__, "avant": before}
    return note(context, RETOUR, row.id, kept)


def says(context: Context, geste: Geste) -> str:
    """« V-0012 redit aux habitants »."""
    row = _row(context, geste)
    numero = reference(row) if isinstance(row, Signalement) else mediation.reference(row)
    return render_line(SAID, numero=numero)


def undo(context: Context, geste: Geste) -> Repris:
    before = (geste.avant or {})["avant"]
    row, who = _row(context, geste), context.person.id
    retours.take_back(context.tx, row, before, who, context.now)
    return Repris()


def _row(context: Context, geste: Geste) -> ARedire:
    if (geste.avant or {})["objet"] == Signalement.__tablename__:
        return context.tx.get_one(Signalement, geste.objet_id)
    return context.tx.get_one(DossierMediation, geste.objet_id)


DEFAISABLE: Final = Defaisable(says=says, undo=undo)
