"""« ↩️ Annuler » under what one tap did, and the same deeds as lines of « Ma journée »."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.domain.droits import Droit
from bot.engine.script import Option
from bot.feature import door, portee
from bot.feature.contract import Context, Reply, Tap
from bot.feature.entries import TAKEN_BACK, LigneDuJour
from bot.feature.gestes import Repris
from storage import audit, gestes
from storage.conservation import oublis
from storage.models.gestes import Geste

LIFE: Final = timedelta(days=7)
"""For a binôme: whom it would send to the coordination, the coordination itself, has no limit."""
UNDO: Final = Option("supprimer", "↩️ Annuler")
RESERVED = "Ce bouton est réservé au binôme qui l'a touché."
ALREADY = "C'était déjà annulé."
TOO_OLD = "Cela a plus de sept jours : demandez à la coordination de le corriger."
UNKNOWN = "Cela ne peut plus être annulé ici : demandez à la coordination."
UNDONE = "↩️ Annulé : {{ quoi }}."
STAYS = "⚠️ {{ reste }}"


def press(context: Context, tap: Tap) -> Reply:
    """Take it back, and ask again what it had answered."""
    geste = gestes.get(context.tx, tap.object_id)
    if geste is None or not portee.reaches(context, Droit.ANNULER, geste):
        return Reply(RESERVED)
    if geste.supprimee_le is not None:
        return Reply(ALREADY)
    if geste.binome_id and geste.le < context.now - LIFE:
        return Reply(TOO_OLD)
    known, quoi = door.gestes().get(geste.quoi), says(context, geste)
    repris = take_back(context, geste)
    if repris.probleme:
        return Reply(repris.probleme)
    audit.note(context.tx, context.now, context.person.id, "supprimer", geste, quoi)
    lines = [context.render(UNDONE, quoi=quoi)]
    if repris.reste:
        lines.append(context.render(STAYS, reste=repris.reste))
    if known is None or known.again is None:
        return Reply("Annulé.", "\n".join(lines))
    text, keyboard = known.again(context, geste)
    return Reply("Annulé.", "\n".join([*lines, *filter(None, [text])]), keyboard)


def says(context: Context, geste: Geste) -> str:
    """« R-0142 · TILLEUL : Ne souhaite plus »."""
    known = door.gestes().get(geste.quoi)
    return known.says(context, geste) if known else geste.quoi


def take_back(context: Context, geste: Geste) -> Repris:
    """Once: what it changed is as before, and the line is no more in the day."""
    known = door.gestes().get(geste.quoi)
    repris = known.undo(context, geste) if known else Repris(UNKNOWN)
    if not repris.probleme:
        oublis.retire(context.tx, geste, context.now)
    return repris


def delete(context: Context, geste: Geste) -> str:
    """From « Ma journée », or « Annuler la dernière »."""
    repris = take_back(context, geste)
    if repris.reste:
        context.tell(context.user_id, STAYS, reste=repris.reste)
    return repris.probleme


LIGNE = LigneDuJour(says=says, gestes=lambda _row: (UNDO,), delete=delete, gone=TAKEN_BACK)
