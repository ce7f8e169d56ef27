"""One life as a table: what may be done in each state, by whom, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final, Generic, TypeVar

Statut = TypeVar("Statut", bound=StrEnum)
Acte = TypeVar("Acte", bound=StrEnum)

DEFAIRE: Final = "defaire"
"""In every history: the deed before, undone. A history grows, it is never corrected."""


class Acteur(StrEnum):
    """Who does a deed, or the clock."""

    SERVICE = "service"
    PARTENAIRE = "partenaire"
    MEDIATEUR = "mediateur"
    COORDINATION = "coordination"
    HORLOGE = "horloge"


class TransitionRefusee(Exception):
    """This deed means nothing in this state; `objet` is whose life it is (« le relais »).

    `vise`: the state that the deed would have led to, for who says both; None when it leads to
    several.
    """

    def __init__(
        self, objet: str, statut: StrEnum, acte: StrEnum, vise: StrEnum | None = None
    ) -> None:
        self.statut = statut
        self.acte = acte
        self.vise = vise
        super().__init__(f"« {acte} » impossible quand {objet} est « {statut} »")


class DejaFait(TransitionRefusee):
    """The deed was already done: harmless, to be answered politely."""


@dataclass(frozen=True, slots=True)
class Arete(Generic[Statut, Acte]):
    """One deed in one state; `si`: only when this much is known (both parties' consent)."""

    depuis: Statut
    acte: Acte
    vers: Statut
    raison: str
    si: StrEnum | None = None


@dataclass(frozen=True)
class Vie(Generic[Statut, Acte]):
    """All that may be done with `objet` (« le relais »), whose life begins in `debut`.

    `permis` says who may do what; a life without it leaves that to its callers. `retours` are the
    edges walked back: the deeds that may be undone, each with its reason. `manque` is what an edge
    raises when its `si` is not so. Raises ValueError for a table that does not hold.
    """

    objet: str
    debut: Statut
    aretes: tuple[Arete[Statut, Acte], ...]
    permis: Mapping[Acteur, frozenset[Acte]] = field(default_factory=dict)
    manque: type[TransitionRefusee] = TransitionRefusee
    retours: Mapping[Acte, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        written = Counter((edge.depuis, edge.acte) for edge in self.aretes)
        done, reached = {acte for _, acte in written}, self._reached()
        offered = {acte for deeds in self.permis.values() for acte in deeds}
        actes = list(type(self.aretes[0].acte))
        faults: dict[str, Sequence[StrEnum]] = {
            "twice in one state": [acte for (_, acte), times in written.items() if times > 1],
            "never done": [acte for acte in actes if acte not in done],
            "never reached": [statut for statut in type(self.debut) if statut not in reached],
            "without a reason": [edge.acte for edge in self.aretes if not edge.raison],
            "permitted to nobody": [acte for acte in actes if self.permis and acte not in offered],
            "undone without a reason": [acte for acte, why in self.retours.items() if not why],
        }
        problems = [f"{fault}: {', '.join(those)}" for fault, those in faults.items() if those]
        if problems:
            raise ValueError(f"{self.objet}, {'; '.join(problems)}")

    def apply(self, statut: Statut, acte: Acte, *, given: StrEnum | None = None) -> Statut:
        """The state after `acte`, when `given` is known.

        Raises DejaFait in a state that this deed leads to, TransitionRefusee in any other that it
        does not leave, `manque` when its edge needs something else than `given`.
        """
        edge = self._table.get((statut, acte))
        if edge is None:
            aims = {edge.vers for edge in self.aretes if edge.acte is acte}
            refused = DejaFait if statut in aims else TransitionRefusee
            raise refused(self.objet, statut, acte, aims.pop() if len(aims) == 1 else None)
        if edge.si not in (None, given):
            raise self.manque(self.objet, statut, acte)
        return edge.vers

    def back(self, depuis: Statut, acte: Acte, vers: Statut) -> Arete[Statut, Acte]:
        """The edge that undoes `acte`, by which `depuis` became `vers`.

        Raises TransitionRefusee when the table has no such edge, or none that leads back.
        """
        edge = self._table.get((depuis, acte))
        if edge is None or edge.vers is not vers or acte not in self.retours:
            raise TransitionRefusee(self.objet, vers, acte)
        return Arete(vers, acte, depuis, self.retours[acte])

    def possible(
        self, statut: Statut, acteur: Acteur | None = None, *, given: StrEnum | None = None
    ) -> tuple[Acte, ...]:
        """Deeds to offer now (to `acteur`, when one is named), in the order of the table."""
        return tuple(
            edge.acte
            for edge in self.aretes
            if edge.depuis is statut
            and edge.si in (None, given)
            and (acteur is None or self.permitted(acteur, edge.acte))
        )

    def permitted(self, acteur: Acteur, acte: Acte) -> bool:
        """Whether this kind of person (or the clock) may do this deed at all."""
        return acte in self.permis.get(acteur, ())

    @cached_property
    def _table(self) -> dict[tuple[Statut, Acte], Arete[Statut, Acte]]:
        return {(edge.depuis, edge.acte): edge for edge in self.aretes}

    def _reached(self) -> set[Statut]:
        reached = {self.debut}
        while further := {e.vers for e in self.aretes if e.depuis in reached} - reached:
            reached |= further
        return reached
