"""Slots of the other actors in the shared grid: added once, taken away by their own actor."""

from __future__ import annotations

from datetime import datetime

from storage import grille
from storage.conservation import oublis
from storage.grille import CreneauActeur
from storage.models import PresenceActeur
from storage.work import Work


def add(work: Work, acteur: str, creneau: CreneauActeur, source: str) -> PresenceActeur | None:
    """The row of one more slot; None when this very one is in the grid already."""
    if grille.holds(work.tx, work.programme, acteur, creneau):
        return None
    row = PresenceActeur(
        dispositif_id=work.programme.id,
        acteur=acteur,
        type_acteur=grille.last_type(work.tx, work.programme, acteur),
        quartier=creneau.quartier,
        jour=creneau.jour,
        de=creneau.de,
        a=creneau.a,
        ajoutee_le=work.now,
        source=source,
    )
    work.tx.add(row)
    work.tx.flush()
    return row


def specify(_work: Work, row: PresenceActeur, colonne: str, valeur: str | None) -> None:
    """What kind of actor it is: its next slots will say the same."""
    setattr(row, colonne, valeur)


def put_back(work: Work, acteur: str, row_id: int, since: datetime) -> PresenceActeur | None:
    """Put back one's own slot, taken away since then; None when there is no such one."""
    gone = grille.taken_away(work.tx, work.programme, acteur, since)
    row = next((one for one in gone if one.id == row_id), None)
    if row is not None:
        row.supprimee_le = None
        work.tx.flush()
    return row


def remove(work: Work, acteur: str, row_id: int) -> PresenceActeur | None:
    """Take one's own slot away; None when there is no such one any more."""
    row = grille.own(work.tx, work.programme, acteur, row_id)
    if row is not None:
        oublis.retire(work.tx, row, work.now)
    return row
