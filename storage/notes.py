"""Free words: kept apart from the rows they are about, reread before they leave the team (P7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, case, func, select

from storage import livrables, points
from storage.libre import RIEN, TexteVerifie
from storage.machine import outbox
from storage.machine.db import Tx
from storage.models import Note

A_RELIRE: Final = "a_relire"
VALIDEE: Final = "validee"
ECARTEE: Final = "ecartee"


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote about a row: « observation », 12."""

    dispositif_id: int
    auteur_id: int | None
    objet: str
    objet_id: int
    texte: TexteVerifie
    source: str


def keep(tx: Tx, words: Words, now: datetime) -> Note:
    """Keep `words`, to be reread; `source` is unique for ever (P4)."""
    row = Note(
        dispositif_id=words.dispositif_id,
        auteur_id=words.auteur_id,
        objet=words.objet,
        objet_id=words.objet_id,
        texte=words.texte,
        verifie=words.texte.net,
        statut=A_RELIRE,
        le=now,
        source=words.source,
    )
    tx.add(row)
    tx.flush()
    return row


def keep_inside(tx: Tx, words: Words, now: datetime) -> None:
    """Words said to the team, which leave it neither now nor once reread."""
    set_aside(tx, keep(tx, words, now), None, now)


def to_reread(tx: Tx, dispositif_id: int) -> list[Note]:
    """What waits for the coordination, oldest first."""
    waiting = select(Note).where(Note.dispositif_id == dispositif_id, Note.statut == A_RELIRE)
    return list(tx.scalars(waiting.order_by(Note.id)))


def waits(tx: Tx, dispositif_id: int, objet: str, texte: str) -> bool:
    """Whether the same words about that kind of row wait already."""
    same = select(Note.id).where(
        Note.dispositif_id == dispositif_id,
        Note.statut == A_RELIRE,
        Note.objet == objet,
        Note.texte == texte,
    )
    return tx.execute(same.limit(1)).first() is not None


def how_many_wait(tx: Tx, dispositif_id: int) -> tuple[int, datetime | None]:
    """How many texts wait, and since when the oldest does: no word of them."""
    counted = select(func.count(), func.min(Note.le)).where(
        Note.dispositif_id == dispositif_id, Note.statut == A_RELIRE
    )
    count, oldest = tx.execute(counted).one()
    return count, oldest


def about(tx: Tx, objet: str, objet_id: int) -> list[Note]:
    """Everything written about one row, oldest first."""
    query = select(Note).where(Note.objet == objet, Note.objet_id == objet_id)
    return list(tx.scalars(query.order_by(Note.id)))


def validated(tx: Tx, objet: str, objet_id: int) -> str | None:
    """The only words on a row that may leave the team (P7): those that were reread; else None."""
    texts = [note.texte_valide for note in about(tx, objet, objet_id) if note.statut == VALIDEE]
    return "\n".join(words for words in texts if words) or None


def validated_of(tx: Tx, objet: str, ids: Collection[int]) -> dict[int, str]:
    """By row, the newest of them on several rows of one kind, in one statement."""
    found = select(Note.objet_id, Note.texte_valide).where(
        Note.objet == objet, Note.objet_id.in_(list(ids)), Note.statut == VALIDEE
    )
    return {row_id: words for row_id, words in tx.execute(found.order_by(Note.id)) if words}


def validated_words(tx: Tx, dispositif_id: int, objet: str) -> list[str]:
    """All that was reread about rows of one kind, oldest first."""
    found = select(Note.texte_valide).where(
        Note.objet == objet, Note.dispositif_id == dispositif_id, Note.statut == VALIDEE
    )
    return [words for words in tx.scalars(found.order_by(Note.id)) if words]


def validated_between(
    tx: Tx, dispositif_id: int, objets: Collection[str], first: datetime, before: datetime
) -> list[tuple[str, int, str]]:
    """(kind of row, its number, words) of what was let leave in that time; never a raw word."""
    found = select(Note.objet, Note.objet_id, Note.texte_valide).where(
        Note.dispositif_id == dispositif_id,
        Note.statut == VALIDEE,
        Note.relue_le >= first,
        Note.relue_le < before,
        Note.objet.in_(list(objets)),
    )
    return [
        (objet, row_id, words)
        for objet, row_id, words in tx.execute(found.order_by(Note.id))
        if words
    ]


def how_many_to_reread(tx: Tx, dispositif_id: int, objets: Collection[str]) -> int:
    """How many texts of these kinds wait: no word of them."""
    found = select(func.count()).where(
        Note.dispositif_id == dispositif_id,
        Note.statut == A_RELIRE,
        Note.objet.in_(list(objets)),
    )
    return tx.execute(found).scalar_one()


def how_many_wait_about(tx: Tx, objet: str, ids: Collection[int]) -> int:
    """How many texts about these rows of one kind wait: no word of them."""
    found = select(func.count()).where(
        Note.statut == A_RELIRE, Note.objet == objet, Note.objet_id.in_(list(ids))
    )
    return tx.execute(found).scalar_one()


def withheld(tx: Tx, named: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of these rows (« observation », 12), those of which all that was written stays in the team.

    It was reread, and set aside; one statement a kind.
    """
    ids: defaultdict[str, list[int]] = defaultdict(list)
    for objet, row_id in named:
        ids[objet].append(row_id)
    found: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for objet, mine in ids.items():
        query = select(Note.objet_id, Note.statut)
        for row_id, statut in tx.execute(
            query.where(Note.objet == objet, Note.objet_id.in_(mine))
        ):
            found[objet, row_id].add(statut)
    return {one for one, statuts in found.items() if statuts == {ECARTEE}}


def validate(
    tx: Tx, note: Note, texte: TexteVerifie, relue_par_id: int | None, now: datetime
) -> None:
    """These very words, perhaps edited, may leave the team."""
    note.statut, note.texte_valide = VALIDEE, texte
    note.relue_par_id, note.relue_le = relue_par_id, now
    tx.flush()


def forget(tx: Tx, source: str, now: datetime) -> None:
    """What came with those words was taken back: they are gone, here and in what was said."""
    _erase(tx, now, Note.source == source)


def forget_about(tx: Tx, objet: str, objet_id: int, now: datetime) -> None:
    """That row was taken back: all that was written about it is gone, and in what was said."""
    _erase(tx, now, Note.objet == objet, Note.objet_id == objet_id)


def once_gone() -> ColumnElement[str]:
    """The state of a note whose words are too old: nobody is asked to reread nothing."""
    return case((Note.statut == A_RELIRE, ECARTEE), else_=Note.statut)


def _erase(tx: Tx, now: datetime, *which: ColumnElement[bool]) -> None:
    for note in tx.scalars(select(Note).where(*which)):
        for words in {note.texte, note.texte_valide}:
            if words:
                outbox.blank_naming(tx, words)
                points.unsay(tx, note.dispositif_id, words, note.le)
                livrables.unsay(tx, note.dispositif_id, words, note.le)
        note.texte, note.texte_valide = RIEN, None
        note.statut, note.relue_le = ECARTEE, now
    tx.flush()


def reopen(tx: Tx, note: Note) -> None:
    """To be reread again, as if nobody had."""
    note.statut, note.texte_valide = A_RELIRE, None
    note.relue_par_id, note.relue_le = None, None
    tx.flush()


def set_aside(tx: Tx, note: Note, relue_par_id: int | None, now: datetime) -> None:
    """Never to leave the team."""
    note.statut, note.texte_valide = ECARTEE, None
    note.relue_par_id, note.relue_le = relue_par_id, now
    tx.flush()
