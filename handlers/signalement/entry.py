"""A signalement in « Ma journée »: it has left, it can only be cancelled aloud."""

from __future__ import annotations

from bot.casework.libelles import par_personne
from bot.casework.signalement import actes as casework
from bot.casework.signalement.contenu import reference
from bot.casework.signalement.deed import DeedSignalement
from bot.domain.vies.signalement import ActeSignalement
from bot.domain.vies.vie import Acteur, TransitionRefusee
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.feature.entries import TAKEN_BACK, LigneDuJour
from bot.rendering import render_line
from storage.models import Signalement

TOO_FAR = (
    "Ce signalement ne peut plus être annulé : le service l'a annoncé traité, ou il est clos."
)

STAYS = "{{ reference }} ne change pas : le service l'a reçu avec {{ site }}."


def says(context: Context, row: Signalement) -> str:
    """« V-0001 Éclairage public en panne »."""
    return f"{reference(row)} {context.programme.config.categorie(row.categorie).label}"


def gestes(_row: Signalement) -> tuple[Option, ...]:
    return (Option("supprimer", "↩️ Annuler le signalement"),)


def delete(context: Context, row: Signalement) -> str:
    """Its service is told; refused once the service has said that it is mended."""
    par, role = par_personne(context.person), Acteur(context.person.role)
    deed = DeedSignalement(ActeSignalement.ANNULER, par, role, context.source)
    try:
        casework.act(context, row.id, deed)
    except TransitionRefusee:
        return TOO_FAR
    return ""


def stays(context: Context, row: Signalement) -> str:
    """What a service received never changes in silence."""
    site = context.programme.site_label(row.site_id)
    return render_line(STAYS, reference=reference(row), site=site)


LIGNE = LigneDuJour(says=says, gestes=gestes, delete=delete, stays=stays, gone=TAKEN_BACK)
