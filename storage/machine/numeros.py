"""Numbers given in order and never twice: V-0001, V-0002 … in each dispositif."""

from __future__ import annotations

from sqlalchemy import update

from storage.machine.db import Tx, insert_once
from storage.machine.tables import Compteur


def next_number(tx: Tx, series: str) -> int:
    """The next number of `series` (« amiens:V »), from 1; two transactions never share one."""
    insert_once(tx, Compteur, [{"nom": series, "valeur": 0}])
    return tx.execute(
        update(Compteur)
        .where(Compteur.nom == series)
        .values(valeur=Compteur.valeur + 1)
        .returning(Compteur.valeur)
    ).scalar_one()
