"""« ✅ Correction faite »: what a partner asked of its card is done, or is not after all."""

from __future__ import annotations

from typing import Final

from bot.buttons import Keyboard
from bot.casework import annuaire
from bot.domain.droits import Droit
from bot.feature import portee
from bot.feature.contract import UNKNOWN, Context, Reply, Tap
from bot.feature.gestes import Defaisable, Repris, undoable
from bot.questions import fiche_partenaire
from bot.rendering import render_line
from bot.words import date_longue
from storage import notes
from storage.models import CorrectionFiche
from storage.models.gestes import Geste

DONE: Final = "correction_fiche"
"""The kind of deed, whose row is a CorrectionFiche."""
ALREADY: Final = "C'est déjà fait."
ASKED: Final = "✏️ {{ qui }} demande de corriger sa fiche, le {{ le }} : « {{ mot }} »"
CORRECTED: Final = "✅ Correction faite. {{ asked }}"
SAID: Final = "{{ qui }} : correction de la fiche faite"


def press(context: Context, tap: Tap) -> Reply:
    row = portee.found(context, Droit.TENIR_ANNUAIRE, CorrectionFiche, tap.object_id)
    if row is None:
        return Reply(UNKNOWN)
    if row.faite_le is not None:
        return Reply(ALREADY)
    annuaire.done(context, row, context.author_id)
    said = context.render(CORRECTED, asked=asked(context, row))
    return Reply("Noté.", said, undoable(context, DONE, row.id))


def asked(context: Context, row: CorrectionFiche) -> str:
    """« CCAS demande de corriger sa fiche, le 17 novembre 2026 : « … » »: plain text."""
    said = notes.about(context.tx, annuaire.OBJET, row.id)
    values = {"qui": _who(context, row), "le": date_longue(row.recue_le)}
    return render_line(ASKED, mot="\n".join(note.texte for note in said), **values)


def says(context: Context, geste: Geste) -> str:
    """« CCAS : correction de la fiche faite »."""
    return render_line(SAID, qui=_who(context, _row(context, geste)))


def undo(context: Context, geste: Geste) -> Repris:
    row = _row(context, geste)
    if row.faite_le is not None:
        annuaire.undone(context, row, context.person.id)
    return Repris()


def again(context: Context, geste: Geste) -> tuple[str, Keyboard]:
    """What is to be corrected, with its button."""
    row = _row(context, geste)
    said = context.render("{{ asked }}", asked=asked(context, row))
    return said, [[annuaire.bouton(row)]]


def _row(context: Context, geste: Geste) -> CorrectionFiche:
    return context.tx.get_one(CorrectionFiche, geste.objet_id)


def _who(context: Context, row: CorrectionFiche) -> str:
    partenaire = fiche_partenaire.of(context.programme, row.partenaire)
    return partenaire.label if partenaire else row.partenaire


DEFAISABLE: Final = Defaisable(says=says, undo=undo, again=again)
