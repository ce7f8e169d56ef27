"""A collective action once noted: for whom, how far, whose idea, who pays (J01, J05-J07, J10)."""

from __future__ import annotations

from typing import Final

from bot.buttons import Button, button
from bot.clock import paris
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.feature.precisions import Carte, Precision, nothing, of_entry, of_list
from bot.questions.un_mot import MOT
from handlers.action_collective.entry import describe
from storage.models import ActionCollective

DONE: Final = "🤝 {{ action }}. C'est noté."
UN_MOT: Final = Button("ac", (MOT,), "action_collective")
"""Under a collective action: what came out of it."""


def carte(context: Context, row: ActionCollective) -> Carte:
    more = ("✏️ Ce qui en ressort", button(UN_MOT, row.id, MOT))
    return Carte(context.render(DONE, action=describe(context, row)), [[more]])


def _is_a_project(context: Context, row: ActionCollective) -> bool:
    return context.programme.config.element("types_action", row.type).precise == "projet"


def _objectives(context: Context, row: ActionCollective) -> list[Option]:
    """Those of the intervention that ran on its site that day (000 l.59), by their rank."""
    programme, day = context.programme, paris(row.le).date()
    here = programme.site_slugs[row.site_id]
    found = [
        one.objectifs
        for one in programme.config.interventions
        if one.site == here and one.debut <= day <= one.fin
    ]
    return [Option(f"o{rank}", text) for rank, text in enumerate(found[0] if found else (), 1)]


def _only_one(context: Context, row: ActionCollective) -> str | None:
    """Where the site has a single objective, what is done there is for it."""
    known = _objectives(context, row)
    return known[0].label if len(known) == 1 else None


PRECISABLE: Final = of_entry(
    ActionCollective,
    carte,
    of_list("ci", "Pour", "cible", "cibles_action"),
    of_list("st", "Projet", "stade", "stades_projet", quand=_is_a_project),
    Precision(
        cle="ob",
        nom="Objectif du site",
        colonne="objectif",
        choix=_objectives,
        dit=lambda _context, words: words,
        usuel=_only_one,
        vide="aucun",
        question="Quel objectif du site cette action sert-elle ?",
        mot=True,
    ),
    of_list("or", "Origine", "origine", "origines_idee", usuel=nothing, discret=True),
    of_list(
        *("ap", "Dispositif d'appui", "appui", "appuis"),
        usuel=nothing,
        vide="aucun",
        discret=True,
        question="Quel dispositif existant porte ou paie cette action ?",
    ),
)
