"""Every due date of a programme, the documents that are due among them (000 l.71-166)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.casework.livrable import dus
from bot.casework.livrable.dus import DocumentDu
from bot.clock import paris
from bot.domain.echeancier import LigneEcheance, RappelDu, retard
from storage.dispositif import actifs
from storage.dispositif.echeancier import COORDINATION
from storage.echeancier import lignes
from storage.figures import opening
from storage.machine.db import Tx
from storage.programme import Programme
from storage.work import Work

DOCUMENT: Final = "document"
TECHNIQUE: Final = "comité technique"
AVANT: Final = "rien n'était encore noté"
"""A document due before the first entry: nobody could write it here."""


def toutes(work: Work, documents: Iterable[DocumentDu] | None = None) -> list[LigneEcheance]:
    """In the order of their days. documents: every one of them, where it was read before."""
    known = dus.every(work) if documents is None else documents
    return lignes.toutes(work, _documents(work, known))


def rehearse_calendar(programme: Programme, now: datetime, tx: Tx) -> None:
    """Compile what a screen, a morning and a letter read of it."""
    toutes(Work(tx, programme, now))


def _documents(work: Work, every: Iterable[DocumentDu]) -> Iterator[LigneEcheance]:
    """One that pays what an intervention calls for is due by that line already; what a comité
    technique reads is due where there is one."""
    sign = opening(work.tx, work.programme.id)
    since, today = paris(sign or work.now).date(), paris(work.now).date()
    technique = any(one.sorte == "technique" for one in actifs(work.programme.config.comites))
    for one in every:
        if one.livrable.solde or (TECHNIQUE in one.livrable.lecteurs and not technique):
            continue
        ligne = _ligne(one)
        if ligne.fait_le:
            yield ligne
        elif ligne.terme < since:
            yield replace(ligne, pourquoi=AVANT)
        elif today <= one.jusque:
            yield ligne


def _ligne(one: DocumentDu) -> LigneEcheance:
    validated = one.version.valide_le if one.version else None
    return LigneEcheance(
        cle=one.cle,
        regle=DOCUMENT,
        quoi=f"{one.livrable.court}, {one.copie.cible.nom}",
        terme=one.copie.terme,
        qui=COORDINATION,
        rappels=(RappelDu(one.copie.brouillon, "brouillon"), retard(one.copie.terme)),
        fait_le=paris(validated).date() if validated else None,
    )
