"""A text validated, corrected, set aside or left for later; then the next one."""

from __future__ import annotations

from typing import Final

from bot.buttons import Button, Keyboard, button
from bot.casework.preconisation.actes import reference
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Ending
from handlers.relecture import facts
from storage import audit, notes, people, preconisations
from storage.models import Note, Preconisation

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
LATER = "Le reste attend dans 📝 À relire."
RESULT = "{{ conclusion }}{% if texte_lu %}\n\n" + facts.CARD + "{% endif %}"
VALIDATED = "💡 Le texte de <b>{{ reference }}</b> est relu et validé : il peut être diffusé."


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
    if facts.is_gone(context, note):
        sentence = GONE
    else:
        sentence = SENTENCES[choix] if _apply(context, note, choix, texte) else ALREADY
    waiting = facts.waiting(context)
    following = next((one for one in waiting if one.id > note.id), None)
    if following is None:
        sentence = f"{sentence} {LATER if waiting else NOTHING_LEFT}"
    card = facts.card(context, following, len(waiting))
    return {"conclusion": sentence, **card}, buttons(following)


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
    else:
        words = texte or note.texte
        notes.validate(context.tx, note, words, context.author_id, context.now)
        _tell_binome(context, note)
    about = f"{note.objet}:{note.objet_id}"
    audit.note(context.tx, context.now, context.author_id, f"relire_{choix}", note, about)
    return True


def _tell_binome(context: Context, note: Note) -> None:
    """Only a préconisation waits for its reading: the other words have done their work."""
    if note.objet != Preconisation.__tablename__:
        return
    row = preconisations.get(context.tx, context.programme.id, note.objet_id)
    if row is None:
        return
    for person in people.binome_members(context.tx, row.binome_id):
        context.tell(person.telegram_id, VALIDATED, reference=reference(row))
