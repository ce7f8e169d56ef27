"""A text reread by mistake: it is to be reread again, and whoever was told is told so."""

from __future__ import annotations

from typing import Final

from bot.buttons import Keyboard
from bot.casework.point import lecteurs
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris
from bot.rendering import render_line
from handlers.relecture import actions, annonces, facts, lieux
from storage import avant, notes
from storage.models import Note
from storage.models.gestes import Geste

FAITS: Final = {
    actions.VALIDER: "texte validé",
    actions.CORRIGER: "texte corrigé et validé",
    actions.ECARTER: "texte non diffusé",
}
SAID: Final = "{{ origine }}, {{ fait }}"
LEFT: Final = "Ce texte est parti avec le point hebdo : il ne peut plus être repris."
CHANGED: Final = "Ce texte a changé depuis : cela ne s'annule plus."


def says(context: Context, geste: Geste) -> str:
    """« Observation : ambiance tendue · Site A · mardi 17 novembre, texte non diffusé »."""
    origine = facts.origin(context, _note(context, geste))
    return render_line(SAID, origine=origine, fait=FAITS[(geste.avant or {})["choix"]])


def undo(context: Context, geste: Geste) -> Repris:
    note, kept = _note(context, geste), geste.avant or {}
    if facts.is_gone(context, note):
        return Repris(actions.GONE)
    if lecteurs.has_left(context, note.objet, note.relue_le) and note.texte_valide:
        return Repris(LEFT)
    if avant.keep(note, "relue_le") != {"relue_le": kept["relue_le"]}:
        return Repris(CHANGED)
    notes.reopen(context.tx, note)
    lieux.reopened(context, note)
    annonces.tell_again(context, note, validated=kept["choix"] != actions.ECARTER)
    return Repris()


def again(context: Context, geste: Geste) -> tuple[str, Keyboard]:
    """The text, with its buttons."""
    note, reste = _note(context, geste), len(facts.waiting(context))
    return context.render(facts.CARD, **facts.card(context, note, reste)), actions.buttons(note)


def _note(context: Context, geste: Geste) -> Note:
    return context.tx.get_one(Note, geste.objet_id)


DEFAISABLE: Final = Defaisable(says=says, undo=undo, again=again)
