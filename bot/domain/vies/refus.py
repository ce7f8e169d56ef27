"""What every life table answers to a deed that it does not have."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar


class Refus(Exception):
    """This deed means nothing in this state; `objet` is whose life it is (« le relais »)."""

    objet: ClassVar[str]

    def __init__(self, statut: StrEnum, acte: StrEnum) -> None:
        self.statut = statut
        self.acte = acte
        super().__init__(f"« {acte} » impossible quand {self.objet} est « {statut} »")
