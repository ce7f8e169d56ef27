"""Which documents are due, and how far each one is: what a screen, or a calendar, lists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.clock import paris
from bot.domain.vies.livrable import OUVERTS, StatutLivrable
from bot.livrables import Cible, CopieDue, Livrable, livrables
from storage import livrables as versions
from storage.models.livrables import VersionLivrable
from storage.work import Work

KEPT: Final = timedelta(days=365)
"""A year after it was due, a document is looked for by its command."""
ETATS: Final = {
    StatutLivrable.BROUILLON: "brouillon",
    StatutLivrable.RELU: "relu",
    StatutLivrable.PRESENTE: "présenté",
    StatutLivrable.VALIDE: "validé",
    StatutLivrable.REMPLACE: "remplacé",
}


A_FAIRE: Final = {
    StatutLivrable.BROUILLON: "brouillon à compléter",
    StatutLivrable.RELU: "à présenter",
    StatutLivrable.PRESENTE: "à valider",
}
"""What is next, of one that is still open."""


@dataclass(frozen=True, slots=True)
class DocumentDu:
    """One document that is due, or was: `version` is None as long as nobody opened it."""

    nom: str
    """The folder of its document."""
    livrable: Livrable
    copie: CopieDue
    version: VersionLivrable | None

    @property
    def cle(self) -> str:
        """On a button, and in a conversation: the same as long as it is due."""
        return key(self.nom, self.copie.cible.cle)

    @property
    def statut(self) -> StatutLivrable:
        return StatutLivrable(self.version.statut) if self.version else StatutLivrable.BROUILLON

    @property
    def ouvert(self) -> bool:
        """Whether somebody still has something to do with it."""
        return self.statut in OUVERTS

    @property
    def dit(self) -> str:
        """« Compte rendu de fin d'intervention, Site A »."""
        return f"{self.livrable.titre}, {self.copie.cible.nom}"


def key(nom: str, cible: str) -> str:
    return hashlib.sha256(f"{nom} {cible}".encode()).hexdigest()[:12]


def due(work: Work) -> list[DocumentDu]:
    """Those whose draft may be asked for, and that are not a year old: the first due first."""
    today = paris(work.now).date()
    found = [one for one in _every(work) if one.copie.brouillon <= today <= _last(one.copie)]
    return sorted(found, key=lambda one: (not one.ouvert, one.copie.terme, one.dit))


def _last(copie: CopieDue) -> date:
    return copie.jusque or copie.terme + KEPT


def find(work: Work, cle: str | None) -> DocumentDu | None:
    """The one of that key, even before its draft is due: whoever asks by name may be early."""
    today = paris(work.now).date()
    begun = (one for one in _every(work) if one.copie.cible.debut <= today)
    return next((one for one in begun if one.cle == cle), None)


def subject(work: Work, livrable: Livrable | None, cible: str) -> Cible | None:
    """What a version is about; None once the programme knows it no more."""
    if livrable is None:
        return None
    try:
        return livrable.cible(work, cible)
    except ValueError:
        return None


def freezes(work: Work, row: VersionLivrable, livrable: Livrable) -> bool:
    """Whether the day has come on which its figures stop moving."""
    today = paris(work.now).date()
    days = (one.gel for one in livrable.attendus(work) if one.cible.cle == row.cible)
    return any(day is not None and day <= today for day in days)


def _every(work: Work) -> Iterator[DocumentDu]:
    """Each copy that is owed, past or to come, with its last version."""
    last: dict[tuple[str, str], VersionLivrable] = {}
    for row in versions.every(work.tx, work.programme.id):
        last[row.livrable, row.cible] = row
    for nom, livrable in livrables().items():
        for copie in livrable.attendus(work):
            yield DocumentDu(nom, livrable, copie, last.get((nom, copie.cible.cle)))
