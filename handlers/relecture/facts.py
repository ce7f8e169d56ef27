"""What waits to be reread, and where each text comes from: kind, site, date, never who."""

from __future__ import annotations

from typing import Any, Final

from bot.casework.point import lecteurs
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Beforehand
from bot.feature.contract import Context
from bot.feature.door import entries, ligne_of
from bot.words import jour
from handlers.relecture import lieux
from storage import journal, notes
from storage.models import Note, Signalement
from storage.textes import LIEU_SIGNALEMENT

UNKNOWN: Final = "Texte libre"
CARD: Final = (
    "📝 <b>À relire</b>, {{ reste|pluriel('texte', 'textes') }}\n{{ origine }}\n« {{ texte_lu }} »"
    "{% if garde %}\n⚠️ Désigne peut-être quelqu'un : gardé tel quel par qui l'a écrit.{% endif %}"
    "{% if diffusion %}\n📰 Validé, il part avec le point hebdo, {{ diffusion }}.{% endif %}"
)

NOTE: Final = Beforehand[int]("note")
"""The text that is reread (row id)."""


def waiting(context: Context) -> list[Note]:
    """Notes to reread, oldest first, without those about deleted entries."""
    rows = notes.to_reread(context.tx, context.programme.id)
    gone = journal.gone(context.tx, [(note.objet, note.objet_id) for note in rows])
    return [note for note in rows if (note.objet, note.objet_id) not in gone]


def seed(context: Context) -> dict[str, Any]:
    """The one on the screen is fixed: a colleague may reread another one meanwhile."""
    return next((NOTE.seed(note.id) for note in waiting(context)), {})


def facts(context: Context, answers: Answers) -> Facts:
    note = context.tx.get(Note, NOTE.of(answers) or 0)
    return card(context, note, len(waiting(context)) if note else 0)


def card(context: Context, note: Note | None, reste: int) -> Facts:
    """The values of CARD."""
    return {
        "reste": reste if note else 0,
        "origine": origin(context, note) if note else "",
        "texte_lu": note.texte if note else "",
        "garde": note is not None and note.verifie is False,
        "diffusion": _diffusion(context, note) if note else "",
    }


def origin(context: Context, note: Note) -> str:
    """« Observation : ambiance tendue · Site A · mardi 17 novembre »."""
    row, asked = about(context, note), lieux.SENTENCES.get(note.objet)
    parts = [asked] if asked else []
    parts += [ligne_of(row).says(context, row)] if row else [] if asked else [UNKNOWN]
    site_id = getattr(row, "site_id", None)
    if site_id:
        slug = context.programme.site_slugs[site_id]
        parts.append(context.programme.config.site(slug).label)
    return " · ".join([*parts, jour(note.le)])


def _diffusion(context: Context, note: Note) -> str:
    """Who would read it, and when; « » for words that leave with no point hebdo."""
    site_id = getattr(about(context, note), "site_id", None)
    return lecteurs.where_it_goes(context, note.objet, site_id)


def about(context: Context, note: Note) -> Any:
    """The row that the note is about; None for one that the journal does not know."""
    objet = Signalement.__tablename__ if note.objet == LIEU_SIGNALEMENT else note.objet
    kind = journal.kind_of(objet)
    return context.tx.get(kind, note.objet_id) if kind and kind in entries() else None


def is_gone(context: Context, note: Note) -> bool:
    """Whether what the note is about was deleted meanwhile."""
    return bool(journal.gone(context.tx, [(note.objet, note.objet_id)]))
