"""Every due date of a programme, the documents that are due among them (000 l.71-166)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.casework.livrable import dus
from bot.clock import paris
from bot.domain.echeancier import LigneEcheance, RappelDu, retard
from bot.livrables import CopieDue, Livrable, livrables
from storage import livrables as versions
from storage.dispositif import actifs
from storage.dispositif.echeancier import COORDINATION
from storage.echeancier import lignes
from storage.figures import opening
from storage.models.livrables import VersionLivrable
from storage.work import Work

DOCUMENT: Final = "document"
UN_AN: Final = timedelta(days=365)
"""How long a document that was missed is still asked for, where nothing says less."""
TECHNIQUE: Final = "comité technique"
AVANT: Final = "rien n'était encore noté"
"""A document due before the first entry: nobody could write it here."""


def toutes(work: Work) -> list[LigneEcheance]:
    """In the order of their days."""
    return lignes.toutes(work, _documents(work))


def _documents(work: Work) -> Iterator[LigneEcheance]:
    """One that pays what an intervention calls for is due by that line already."""
    sign = opening(work.tx, work.programme.id)
    since, today = paris(sign or work.now).date(), paris(work.now).date()
    last: dict[tuple[str, str], VersionLivrable] = {}
    for row in versions.every(work.tx, work.programme.id):
        last[row.livrable, row.cible] = row
    for nom, livrable in livrables().items():
        if not livrable.solde and _has_readers(work, livrable):
            for copie in dus.owed(work, nom, livrable):
                one = _document(nom, livrable, copie, last.get((nom, copie.cible.cle)))
                if one.fait_le:
                    yield one
                elif copie.terme < since:
                    yield replace(one, pourquoi=AVANT)
                elif today <= (copie.jusque or copie.terme + UN_AN):
                    yield one


def _has_readers(work: Work, livrable: Livrable) -> bool:
    """What a comité technique reads is due where there is one."""
    comites = actifs(work.programme.config.comites)
    return TECHNIQUE not in livrable.lecteurs or any(one.sorte == "technique" for one in comites)


def _document(
    nom: str, livrable: Livrable, copie: CopieDue, version: VersionLivrable | None
) -> LigneEcheance:
    validated = version.valide_le if version else None
    return LigneEcheance(
        cle=dus.key(nom, copie.cible.cle),
        regle=DOCUMENT,
        quoi=f"{livrable.court}, {copie.cible.nom}",
        terme=copie.terme,
        qui=COORDINATION,
        rappels=(RappelDu(copie.brouillon, "brouillon"), retard(copie.terme)),
        fait_le=paris(validated).date() if validated else None,
    )
