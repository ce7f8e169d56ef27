"""How each figure that a document quotes is made: its formula, as the register says it (K14)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.livrables import BlocLivrable
from digests.livrables.blocs import fiche
from digests.livrables.matiere import Matiere


def definitions(matiere: Matiere) -> Iterator[BlocLivrable]:
    """In the order in which they were quoted; « sur » what a share is a part of."""
    rows = []
    for one in matiere.cites.values():
        among = f" Sur : {one.denominateur}." if one.denominateur else ""
        rows.append((one.label, f"{one.formule}{among} ({one.source})"))
    if rows:
        yield fiche("Comment chaque chiffre est fait", rows)
