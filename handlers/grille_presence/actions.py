"""A slot added or taken away, a week shown, the partners written to."""

from __future__ import annotations

from bot.casework.grille import actes as casework
from bot.casework.grille import courrier as courrier_grille
from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Facts
from bot.feature import precisions
from bot.feature.contract import Context, Ending, Opening, Reply, Tap, opening
from bot.rendering import render_line
from bot.words import pluriel
from handlers.grille_presence.carte import PRECISABLE, SEE
from handlers.grille_presence.facts import (
    NEXT,
    REMOVE,
    acteur,
    picked,
    said,
    said_row,
)

ALREADY = "Ce créneau est déjà dans la grille : {{ creneau }}. Rien n'a été ajouté."
REMOVED = "🗑 Retiré de la grille : {{ creneau }}."
GONE = "Ce créneau n'est plus dans la grille."
SENT = "✉️ La grille part vers {{ nombre }}. Chaque partenaire a son propre lien, valable 90 jours."
SENT_ALREADY = "La grille est déjà partie aujourd'hui. Rien n'a été renvoyé."
THIS_WEEK = opening("‹ Cette semaine", "qui_est_la")
NOTED = "C'est retiré."


def change_own(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """Add the slot picked, or take one's own away."""
    if answers["creneau"] == REMOVE:
        return Ending({"conclusion": take_away(context, int(answers["retrait"]))}, [[SEE]])
    creneau = picked(context, answers)
    if creneau is None:
        return Ending({"conclusion": GONE})
    source = f"{context.source}:grille"
    row = casework.add(context, acteur(context), creneau, source)
    if row is None:
        return Ending(
            {"conclusion": render_line(ALREADY, creneau=said(context, creneau))}, [[SEE]]
        )
    return precisions.closing(context, row, PRECISABLE)


def take_away(context: Context, row_id: int) -> str:
    """Take one's own slot out of the grid; what is said of it."""
    row = casework.remove(context, acteur(context), row_id)
    return render_line(REMOVED, creneau=said_row(context, row)) if row else GONE


def look(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """Back to this week, or the letters to the partners."""
    if answers["semaine"] == NEXT:
        ours = context.may(Droit.LIRE_PRESENCES)
        return Ending(opens=Opening("qui_est_la" if ours else "qui_est_la_partenaire"))
    sent = courrier_grille.send(
        context,
    )
    if sent is None:
        return Ending({"conclusion": SENT_ALREADY}, [[THIS_WEEK]])
    return Ending(
        {"conclusion": render_line(SENT, nombre=pluriel(sent, "adresse"))}, [[THIS_WEEK]]
    )


def remove(context: Context, tap: Tap) -> Reply:
    """« ↩️ Retirer ce créneau », only for the actor whose slot it is."""
    said = take_away(context, tap.object_id)
    return Reply(GONE if said == GONE else NOTED, context.render("{{ said }}", said=said))
