"""How each figure that a document quotes is made: its formula, as the register says it (K14)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.livrables import BlocLivrable
from digests.livrables.blocs import fiche
from digests.livrables.matiere import Matiere
from storage.dispositif.contexte import defis_de


def definitions(matiere: Matiere) -> Iterator[BlocLivrable]:
    """As they were quoted; « sur » what a share is a part of; the défi that each serves (K10)."""
    rows = []
    for one in matiere.cites.values():
        among = f" Sur : {one.denominateur}." if one.denominateur else ""
        served = ", ".join(defi.label for defi in defis_de(matiere.config.defis, one.slug))
        why = f" Défi du contrat : {served}." if served else ""
        rows.append((one.label, f"{one.formule}{among}{why} ({one.source})"))
    if rows:
        yield fiche("Comment chaque chiffre est fait", rows)
