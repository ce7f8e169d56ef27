"""« Visage ou plaque visible ? », answered under a signalement that has left already."""

from __future__ import annotations

from typing import Final

from bot.casework.signalement import sortie
from bot.casework.signalement.contenu import EnMain
from bot.domain.droits import Droit
from bot.feature import portee
from bot.feature.contract import Context, Reply, Tap
from bot.rendering import render_line
from storage import signalements

RESERVED: Final = "Cette photo est à l'équipe qui l'a prise."
ALREADY: Final = "{{ v }} : c'était déjà répondu."
SAID: Final = {
    sortie.RIEN: "📷 {{ v }} : la photo part.",
    sortie.FLOUTER: "🙈 {{ v }} : la photo attend. Le lien pour la flouter arrive ici.",
    sortie.SANS: "🗑 {{ v }} : la photo n'est ni envoyée ni gardée.",
}
NOTED: Final = "Noté."


def answer(context: Context, tap: Tap) -> Reply:
    """What leaves, or not; the question gives way to it."""
    row = signalements.get(context.tx, tap.object_id)
    if row is None or not portee.reaches(context, Droit.FLOUTER, row):
        return Reply(RESERVED)
    en_main = EnMain.of(context, signalements.lock(context.tx, row.id))
    if not sortie.waits(en_main):
        return Reply(render_line(ALREADY, v=en_main.reference))
    sortie.answer(en_main, tap.argument, context.person)
    return Reply(NOTED, render_line(SAID[tap.argument], v=en_main.reference))
