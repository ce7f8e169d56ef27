"""A text validated, corrected, set aside or left for later; then the next one."""

from __future__ import annotations

from typing import Final

from bot.buttons import Button, Keyboard, button
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Ending
from bot.feature.gestes import LABEL, undoable
from handlers.relecture import annonces, facts, lieux
from storage import audit, avant, notes, textes
from storage.models import Note

VALIDER, CORRIGER, ECARTER, PLUS_TARD = "valider", "corriger", "ecarter", "plus_tard"
LABELS = {
    VALIDER: "✅ Valider tel quel",
    CORRIGER: "✏️ Corriger puis valider",
    ECARTER: "🚫 Ne pas diffuser",
    PLUS_TARD: "⏭ Plus tard",
}
RELIRE: Final = Button("re", tuple(LABELS), "note")
"""Under a note: what becomes of its words."""
SENTENCES = {
    VALIDER: "✅ Validé.",
    CORRIGER: "✅ Corrigé et validé.",
    ECARTER: "🚫 Ce texte ne sera pas diffusé.",
    PLUS_TARD: "⏭ Laissé pour plus tard.",
}
ALREADY = "Ce texte est déjà relu."
GONE = "Cette entrée a été supprimée : il n'y a plus rien à relire."
NOTHING_LEFT = "Tout est relu."
READ: Final = "relecture"
"""The kind of deed, whose row is a Note."""
UNDO_BEFORE: Final = "↩️ Annuler la relecture d'avant"
"""Under the next text already."""
LATER = "Le reste attend dans 📝 À relire."
RESULT = "{{ conclusion }}{% if texte_lu %}\n\n" + facts.CARD + "{% endif %}"


def something_waits(context: Context) -> bool:
    return bool(facts.waiting(context))


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    values, keyboard = decide(
        context, facts.NOTE.needed(answers), answers["choix"], answers.get("texte")
    )
    return Ending(values, keyboard)


def decide(
    context: Context, note_id: int, choix: str, texte: str | None = None
) -> tuple[Facts, Keyboard]:
    """Do it once, and bring the next text; the values of RESULT and its buttons."""
    note = context.tx.get_one(Note, note_id)
    sentence, done = GONE, False
    if not facts.is_gone(context, note):
        done = _apply(context, note, choix, texte)
        sentence = SENTENCES[choix] if done else ALREADY
    waiting = facts.waiting(context)
    following = next((one for one in waiting if one.id > note.id), None)
    if following is None:
        sentence = f"{sentence} {LATER if waiting else NOTHING_LEFT}"
    card = facts.card(context, following, len(waiting))
    undo = _undo(context, note, choix, following) if done and choix != PLUS_TARD else []
    return {"conclusion": sentence, **card}, [*buttons(following), *undo]


def _undo(context: Context, note: Note, choix: str, following: Note | None) -> Keyboard:
    """What takes it back, though the next text is on the screen."""
    kept = {"choix": choix, **avant.keep(note, "relue_le")}
    return undoable(context, READ, note.id, kept, UNDO_BEFORE if following else LABEL)


def buttons(note: Note | None) -> Keyboard:
    if note is None:
        return []
    return [[(label, button(RELIRE, note.id, choix))] for choix, label in LABELS.items()]


def _apply(context: Context, note: Note, choix: str, texte: str | None) -> bool:
    """False when a colleague was quicker; no text is ever written to the audit."""
    if note.statut != notes.A_RELIRE:
        return False
    if choix == PLUS_TARD:
        return True
    if choix == ECARTER:
        notes.set_aside(context.tx, note, context.author_id, context.now)
        lieux.refused(context, note)
    else:
        words = textes.relu(texte or note.texte)
        notes.validate(context.tx, note, words, context.author_id, context.now)
        lieux.agreed(context, note, words)
    annonces.tell(context, note, validated=choix != ECARTER)
    about = f"{note.objet}:{note.objet_id}"
    audit.note(context.tx, context.now, context.author_id, f"relire_{choix}", note, about)
    return True
