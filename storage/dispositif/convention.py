"""The legal frame of a dispositif, in its file: its days, the avenants that put off its end."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from storage.dispositif.entries import FileLine, Text, in_order


class Avenant(FileLine):
    """Signed on a day, it puts off the end of the convention (000 l.91)."""

    signe_le: date
    fin: date
    source: Text | None = None


class Budget(FileLine):
    """So many euros for these days, both included (000 l.172)."""

    debut: date
    fin: date
    montant_eur: Annotated[int, Field(gt=0)]
    source: Text | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        in_order("debut", self.debut, "fin", self.fin)
        return self


class Convention(FileLine):
    """Days included; `fin_max` is the latest end that avenants may reach.

    `fin` is the end as the last of `avenants` leaves it, `fin_initiale` the one that was signed.
    """

    debut: date
    fin: date
    fin_initiale: date | None = None
    fin_max: date | None = None
    avenants: tuple[Avenant, ...] = ()
    budgets: tuple[Budget, ...] = ()
    source: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _put_off(cls, tree: Any) -> Any:
        """ISO days, as text or not, sort alike; what cannot be read is said by its own line."""
        if not isinstance(tree, dict) or not isinstance(tree.get("avenants"), list | tuple):
            return tree
        lines = [one for one in tree["avenants"] if isinstance(one, dict) and one.get("fin")]
        first = tree.get("fin_initiale") or tree.get("fin")
        if not lines or not first:
            return tree
        return {**tree, "fin_initiale": first, "fin": max((one["fin"] for one in lines), key=str)}

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        in_order("debut", self.debut, "fin", self.fin)
        ends = [self.fin_initiale or self.fin, *(one.fin for one in self.avenants)]
        for before, after in pairwise(ends):
            in_order("l'avenant", before, "sa fin", after)
        if self.fin_max:
            in_order("fin", self.fin, "fin_max", self.fin_max)
        return self
