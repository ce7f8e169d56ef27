"""Documents that a comité validated, as far as the reader of a dashboard may have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from bot.casework.livrable import dus, ecrit
from bot.casework.livrable.lecture import may_read
from bot.feature.page import Fichier, PageVisit
from bot.livrables import Cible, Livrable, livrables
from storage import livrables as versions
from storage.champs import Portail
from storage.models.livrables import VersionLivrable
from storage.work import Work


@dataclass(frozen=True, slots=True)
class DocumentLu:
    """One that this reader may have, in its last validated version."""

    version: VersionLivrable
    livrable: Livrable
    cible: Cible

    @property
    def titre(self) -> str:
        """« Note aux élus, 3e trimestre 2026 »."""
        return f"{self.livrable.titre}, {self.cible.nom}"


def documents(work: Work, found: Portail) -> Iterator[DocumentLu]:
    """The oldest first: one more, and the address of the others stays what it is."""
    for row in versions.valides(work.tx, work.programme.id):
        livrable = livrables().get(row.livrable)
        cible = dus.subject(work, livrable, row.cible)
        if livrable and cible and may_read(work, found, livrable, cible):
            yield DocumentLu(row, livrable, cible)


def fichiers(visit: PageVisit, found: Portail) -> list[Fichier]:
    """Each as it was validated, on paper; what is for those who pay is not in it."""
    work = Work(visit.tx, found.programme, visit.now)
    return [
        Fichier(
            ecrit.file_name(one.version, ".pdf"),
            "application/pdf",
            partial(ecrit.on_paper, work, one.version.id, one.livrable),
            long=True,
        )
        for one in documents(work, found)
    ]
