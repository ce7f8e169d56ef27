"""A sollicitation in « Ma journée »; deleting it also withdraws its relais (M07)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.casework import ville
from bot.casework.libelles import par_personne
from bot.casework.relais import actes as casework
from bot.casework.relais import courrier
from bot.casework.relais.carte import code
from bot.engine.conditions import Answers
from bot.feature.contract import Context
from bot.feature.entries import LigneDuJour, change_entry, hide
from storage import relais as rows
from storage.dispositif import Dispositif
from storage.models import Relais, Sollicitation


def says(context: Context, row: Sollicitation) -> str:
    """« Emploi, formation : Relais transmis, R-0001 · TILLEUL »."""
    return says_all(context, [row])[0]


def says_all(context: Context, sollicitations: Sequence[Sollicitation]) -> list[str]:
    """The same for each, with the relais that it led to."""
    relais = rows.of_sollicitations(context.tx, [row.id for row in sollicitations])
    return [_said(context.programme.config, row, relais.get(row.id)) for row in sollicitations]


def _said(config: Dispositif, row: Sollicitation, relais: Relais | None) -> str:
    quoi = config.element("sollicitations", row.type).label
    fait = config.element("reponses", row.reponse).label
    return f"{quoi} : {fait}, {code(relais)}" if relais else f"{quoi} : {fait}"


def change(context: Context, row: Sollicitation, geste: str, answers: Answers) -> str:
    reply = change_entry(context, row, geste, answers)
    relais = rows.of_sollicitation(context.tx, row.id)
    if relais:
        casework.move_to(relais, row.site_id)
    return reply


def delete(context: Context, row: Sollicitation) -> str:
    relais = rows.of_sollicitation(context.tx, row.id)
    if relais:
        left = courrier.cannot_be_recalled(context, relais)
        casework.withdraw(context.tx, relais.id, par_personne(context.person), context.now)
        if left:
            context.tell(context.user_id, "⚠️ {{ left }}", left=left)
    ville.withdraw_entry(context, row)
    return hide(context, row)


LIGNE = LigneDuJour(says=says, says_all=says_all, change=change, delete=delete)
