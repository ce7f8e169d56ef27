"""Whoever wrote a text learns what became of it; the card of its entry says so too."""

from __future__ import annotations

from typing import Any, Final

from bot.casework.preconisation.actes import reference
from bot.feature import cards
from bot.feature.contract import Context
from handlers.relecture.facts import about, origin
from storage import people, preconisations
from storage.models import Note, Personne, Preconisation
from storage.textes import LIEU_DIT

VALIDATED: Final = (
    "💡 Le texte de <b>{{ reference }}</b> est relu et validé : il peut être diffusé."
)
WITHHELD: Final = (
    "🚫 {{ origine }}\nLe texte qui l'accompagne ne sera pas diffusé : il reste dans l'équipe. "
    "Pour en parler, appelez la coordination."
)
AGAIN: Final = "📝 {{ origine }}\nLe texte qui l'accompagne attend de nouveau d'être relu."


def tell(context: Context, note: Note, *, validated: bool) -> None:
    """What is withheld; of what is validated, only a préconisation waited for it."""
    row = _preconisation(context, note)
    if (validated and row is None) or note.objet == LIEU_DIT:
        return
    if not validated:
        _redraw(context, note)
    sentence = VALIDATED if validated else WITHHELD
    _say(context, note, sentence, reference=reference(row) if row else "")


def tell_again(context: Context, note: Note, *, validated: bool) -> None:
    """It is to be reread: those who had been told are told so."""
    if note.objet == LIEU_DIT:
        return
    if not validated:
        _redraw(context, note)
    if not validated or _preconisation(context, note):
        _say(context, note, AGAIN)


def _redraw(context: Context, note: Note) -> None:
    entry = about(context, note)
    if entry is not None:
        cards.redraw(context, entry)


def _say(context: Context, note: Note, sentence: str, **values: Any) -> None:
    for person in _writers(context, note):
        context.tell(person.telegram_id, sentence, origine=origin(context, note), **values)


def _writers(context: Context, note: Note) -> list[Personne]:
    """Both of the binôme for a préconisation, which is theirs; else who wrote it, if there."""
    row = _preconisation(context, note)
    if row is not None:
        return list(people.binome_members(context.tx, row.binome_id))
    author = context.tx.get(Personne, note.auteur_id or 0)
    return [author] if author and author.revoquee_le is None else []


def _preconisation(context: Context, note: Note) -> Preconisation | None:
    if note.objet != Preconisation.__tablename__:
        return None
    return preconisations.get(context.tx, context.programme.id, note.objet_id)
