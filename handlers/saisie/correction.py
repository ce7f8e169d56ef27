"""The rows of one typed message, while its new words change them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select

from bot.domain.lecture.eclair import Lecture
from bot.feature.contract import Context
from bot.feature.door import ligne_of
from handlers.saisie.entendre import Relu
from storage import audit, dictees
from storage.conservation import oublis
from storage.models import Audit, Conflit, Dictee, Observation, Rencontre, Saisie

STREET: Final = (Rencontre, Observation, Conflit)
"""What may still change: people, what was seen, a conflict."""


@dataclass
class Correction:
    """The rows of one message, what its new words say, and what has changed so far."""

    context: Context
    message: Dictee
    relu: Relu
    changes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def lecture(self) -> Lecture:
        return self.relu.lecture

    def alive(self, table: type[Saisie]) -> list[Any]:
        """Its rows in that table that nobody deleted meanwhile."""
        name = table.__tablename__
        ids = [row_id for objet, row_id in self.message.objets if objet == name]
        return list(self.context.tx.scalars(select(table).where(table.id.in_(ids), table.alive())))

    def deleted(self, table: type[Saisie]) -> list[Any]:
        """Its rows in that table that somebody deleted by hand: they stay so."""
        name = table.__tablename__
        ids = [row_id for objet, row_id in self.message.objets if objet == name]
        by_hand = select(Audit.objet_id).where(
            Audit.objet == name, Audit.objet_id.in_(ids), Audit.acte == "supprimer"
        )
        return list(self.context.tx.scalars(select(table).where(table.id.in_(by_hand))))

    def street(self) -> list[Any]:
        """What may still change."""
        return [row for table in STREET for row in self.alive(table)]

    def note(self, row: Any) -> None:
        """The row as it was, before it changes."""
        context = self.context
        before = ligne_of(row).says(context, row)
        audit.note(context.tx, context.now, context.person.id, "corriger_texte", row, before)

    def drop(self, row: Any) -> None:
        self.note(row)
        oublis.retire(self.context.tx, row, self.context.now)

    def write(self, row: Any) -> None:
        """A row more from the same message."""
        self.context.tx.add(row)
        self.context.tx.flush()
        self.message.objets = [*self.message.objets, dictees.name_of(row)]
