"""The words of an accord, for the mediators who keep it: the team alone reads them (P7)."""

from __future__ import annotations

from datetime import datetime

from storage import notes
from storage.machine.db import Tx
from storage.models import DossierMediation, Note


def accord_of(tx: Tx, dossier: DossierMediation) -> str:
    """The accord in its own words; « » when none was written, or none holds."""
    words = _since_accord(tx, dossier)
    return words[-1].texte if words else ""


def forget_accord(tx: Tx, dossier: DossierMediation, now: datetime) -> None:
    """The accord is taken back: its words are gone."""
    for note in _since_accord(tx, dossier):
        notes.forget(tx, note.source, now)


def _since_accord(tx: Tx, dossier: DossierMediation) -> list[Note]:
    words = notes.about(tx, DossierMediation.__tablename__, dossier.id)
    kept = [one for one in words if one.statut != notes.ECARTEE]
    return [one for one in kept if dossier.accord_le and one.le >= dossier.accord_le]
