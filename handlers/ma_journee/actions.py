"""A correction applied to the row it names, with the value before kept in the audit."""

from __future__ import annotations

from handlers.contract import Answers, Context, Ending, Facts
from handlers.lignes import lignes
from handlers.ma_journee import facts as known
from storage import journal
from storage.journal import Entry

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
    if answers["geste"] == "supprimer":
        return Ending({"conclusion": _delete(context, entry)})
    return Ending({"conclusion": _change(context, entry, answers)})


def undo(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The very entry that was named when the question was asked."""
    entry = known.named_last(context, answers)
    return Ending({"conclusion": _delete(context, entry) if entry else GONE})


def _delete(context: Context, entry: Entry) -> str:
    before = known.line(context, entry)
    problem = lignes()[entry.key[0]].delete(context, entry.row)
    if problem:
        return problem
    journal.note(context.tx, context.now, context.person.id, "supprimer", entry, before)
    return DELETED.format(ligne=before)


def _change(context: Context, entry: Entry, answers: Answers) -> str:
    before, geste = known.line(context, entry), answers["geste"]
    problem = lignes()[entry.key[0]].change(context, entry.row, geste, answers)
    if problem:
        return problem
    journal.note(context.tx, context.now, context.person.id, f"corriger_{geste}", entry, before)
    context.tx.flush()
    corrected = known.picked_entry(context, answers) or entry
    return CORRECTED.format(ligne=known.line(context, corrected))
