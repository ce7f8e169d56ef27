"""The words of an accord, for the mediators who keep it: the team alone reads them (P7)."""

from __future__ import annotations

from storage import notes
from storage.machine.db import Tx
from storage.models import DossierMediation


def accord_of(tx: Tx, dossier: DossierMediation) -> str:
    """The latest accord in its own words; « » when none was written."""
    words = notes.about(tx, DossierMediation.__tablename__, dossier.id)
    return words[-1].texte if words else ""
