"""A correction applied to the row it names, with the value before kept in the audit."""

from __future__ import annotations

from handlers.contract import Answers, Context, Ending, Facts
from handlers.lignes import lignes
from handlers.ma_journee import facts as known
from storage import journal

CORRECTED = "✅ Corrigé : {ligne}"
DELETED = "🗑 Supprimé : {ligne}"
GONE = "Cette entrée n'existe plus : elle a déjà été supprimée."
TOO_OLD = "Cette entrée a plus de sept jours : demandez à la coordination."


def correct(context: Context, answers: Answers, _facts: Facts) -> Ending:
    entry = known.picked_entry(context, answers)
    if entry is None:
        return Ending({"conclusion": GONE})
    if entry.le < context.now - known.CORRECTION_LIFE:
        return Ending({"conclusion": TOO_OLD})
    before = known.line(context, entry)
    ligne, geste = lignes()[entry.key[0]], answers["geste"]
    deleting = geste == "supprimer"
    problem = (
        ligne.delete(context, entry.row)
        if deleting
        else ligne.change(context, entry.row, geste, answers)
    )
    if problem:
        return Ending({"conclusion": problem})
    acte = geste if deleting else f"corriger_{geste}"
    journal.note(context.tx, context.now, context.person.id, acte, entry, before)
    if deleting:
        return Ending({"conclusion": DELETED.format(ligne=before)})
    context.tx.flush()
    corrected = known.picked_entry(context, answers) or entry
    return Ending({"conclusion": CORRECTED.format(ligne=known.line(context, corrected))})
