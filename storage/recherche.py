"""Words looked for in every text that is kept: what a resident has the right to be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import ColumnElement, Text, cast, func, or_, select

from bot.clock import PARIS
from storage.machine.db import Tx
from storage.models import Ajustement, Base, Note, PointPhrase, Reunion, Signalement

SEARCHED: Final = "chercher_textes"
"""The deed of looking for words in the texts: how many were found, never which words."""
SHORTEST: Final = 3
"""Letters: fewer would be in every text."""
MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Trouvaille:
    """A text that holds those words: « note », on « observation », 12."""

    le: datetime
    quoi: str
    objet: str
    objet_id: int
    texte: str


def find(tx: Tx, dispositif_id: int, words: str) -> list[Trouvaille]:
    """The newest first, so many at most; capitals and small letters are the same."""
    found = [*_notes(tx, dispositif_id, words), *_others(tx, dispositif_id, words)]
    return sorted(found, key=lambda one: one.le, reverse=True)[:MOST]


def _holds(column: Any, words: str) -> ColumnElement[bool]:
    # SQLite knows no capital letter with an accent: both spellings are looked for.
    spellings = {words, words.lower(), words.upper(), words.capitalize(), words.title()}
    folded = func.lower(cast(column, Text))
    return or_(
        folded.contains(words.lower(), autoescape=True),
        *(cast(column, Text).contains(one, autoescape=True) for one in sorted(spellings)),
    )


def _notes(tx: Tx, dispositif_id: int, words: str) -> Iterator[Trouvaille]:
    mine = (Note.dispositif_id == dispositif_id, _either(words, Note.texte, Note.texte_valide))
    for note in tx.scalars(select(Note).where(*mine).order_by(Note.id.desc()).limit(MOST)):
        texte = note.texte or note.texte_valide or ""
        yield Trouvaille(note.le, "texte", note.objet, note.objet_id, texte)


def _others(tx: Tx, dispositif_id: int, words: str) -> Iterator[Trouvaille]:
    for model, column, said, dated in (
        (Signalement, Signalement.lieu, "lieu", "emis_le"),
        (Reunion, Reunion.decisions, "décisions", "jour"),
        (PointPhrase, PointPhrase.texte, "phrase à retenir", "le"),
        (Ajustement, Ajustement.valeurs, "ligne du dispositif", "le"),
    ):
        kind: Any = model
        mine = (kind.dispositif_id == dispositif_id, _holds(column, words))
        for row in tx.scalars(select(kind).where(*mine).order_by(kind.id.desc()).limit(MOST)):
            yield _told(row, said, column.key, dated)


def _told(row: Base, said: str, column: str, dated: str) -> Trouvaille:
    when: Any = getattr(row, dated)
    moment = when if isinstance(when, datetime) else _morning(when)
    one: Any = row
    return Trouvaille(moment, said, row.__tablename__, one.id, str(getattr(row, column)))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), PARIS)


def _either(words: str, *columns: Any) -> ColumnElement[bool]:
    return or_(*(_holds(column, words) for column in columns))
