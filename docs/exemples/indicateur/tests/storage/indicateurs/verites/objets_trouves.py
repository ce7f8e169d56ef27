"""Things found, entry after entry."""

from __future__ import annotations

from tests.storage.indicateurs.verites.brut import Ici, counted, verite


@verite("objets-trouves")
def objets_trouves(ici: Ici) -> dict[str, int]:
    return counted((one["lieu"], 1) for one in ici.noted("objet_trouve"))
