"""Canaries in place of all that was typed in a year, but for what was let leave."""

from __future__ import annotations

from sqlalchemy import update

from storage.libre import LIBRE
from storage.machine.db import Tx
from storage.models import Base, Note, Personne, Reunion
from storage.notes import VALIDEE
from storage.textes import relu
from tests.traces import Canaris


def typed(tx: Tx, canaris: Canaris) -> None:
    """A word by column that people type in, and one for whoever works there.

    Words that the coordination reread, and what a comité decided, are printed: they stay.
    """
    for table in Base.metadata.sorted_tables:
        for column in (one for one in table.c if one.info.get(LIBRE)):
            if column is not Reunion.__table__.c.decisions:
                word = relu(canaris.word(f"{table.name}.{column.name}"))
                said = update(table).where(column.is_not(None)).values({column.name: word})
                tx.execute(said)
    reread = update(Note).where(Note.statut == VALIDEE)
    tx.execute(reread.values(texte_valide=relu("C'est relu.")))
    tx.execute(update(Personne).values(prenom=canaris.word("personne.prenom")))
    tx.expire_all()
