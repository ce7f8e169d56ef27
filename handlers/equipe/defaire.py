"""« ↩️ Annuler » under a departure: who left is back, with all that they followed."""

from __future__ import annotations

from typing import Final

from bot.casework.passation import reprise
from bot.casework.passation.actes import Auteur
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris
from bot.rendering import render_line
from storage.models import Personne
from storage.models.gestes import Geste

DEPART: Final = "depart"
"""The kind of deed, whose row is a Personne."""
REVOKED: Final = "accès retiré à {{ nom }}"
MOVED: Final = "{{ nom }} dans {{ binome }}"
CHANGED: Final = "L'équipe a changé depuis : passez par 👥 Équipe."


def says(context: Context, geste: Geste) -> str:
    """« Médiatrice dans Binôme 2, Autre binôme dans Binôme 1 »."""
    said = []
    for one in (geste.avant or {})["departs"]:
        nom = context.tx.get_one(Personne, one["personne"]).prenom
        binome = context.programme.binome_label(one["vers"])
        said.append(render_line(MOVED if binome else REVOKED, nom=nom, binome=binome))
    return ", ".join(said)


def undo(context: Context, geste: Geste) -> Repris:
    kept = geste.avant or {}
    if not reprise.is_as_left(context, kept):
        return Repris(CHANGED)
    par = Auteur(context.author_id, context.source)
    return Repris(reste=reprise.take_back(context, kept, par))


DEFAISABLE: Final = Defaisable(says=says, undo=undo)
