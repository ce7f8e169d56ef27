"""Of which programme, binômes and people a row is, for whoever decides what may be done on it."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import inspect

from bot.domain.portees import Objet
from storage import comptes
from storage.machine.db import Tx
from storage.models import (
    BinomeRow,
    Demande,
    DossierMediation,
    Personne,
    Relais,
)

DES_BINOMES: Final = ("binome_id", "affectee_id")
DES_GENS: Final = ("auteur_id", "personne_id")
_SUIVIS: Final = (Relais, DossierMediation, Demande)
"""What goes from one binôme to another is of the one that follows it, whoever began it."""


def objet(tx: Tx, row: Any, *, territoire: str | None = None, adresse: str | None = None) -> Objet:
    """What `row` is of, read from its columns; a part of something is of whom that is.

    territoire: where it is; adresse: where it was sent. Told by whoever knows the file, the chats.
    """
    whole = comptes.whole(tx, row)
    columns = inspect(type(whole)).columns
    gens = () if isinstance(whole, _SUIVIS) else DES_GENS
    binomes, personnes = _ids(whole, DES_BINOMES), _ids(whole, gens)
    if isinstance(whole, BinomeRow):
        binomes = frozenset((whole.id,))
    if isinstance(whole, Personne):
        binomes, personnes = frozenset(), frozenset((whole.id,))
    held = isinstance(whole, BinomeRow | Personne) or any(
        one in columns for one in (*DES_BINOMES, *DES_GENS)
    )
    return Objet(
        comptes.programme_of_row(tx, whole),
        commun=not held,
        binomes=binomes,
        personnes=personnes,
        territoire=territoire,
        adresse=adresse,
    )


def _ids(row: Any, names: tuple[str, ...]) -> frozenset[int]:
    found = (getattr(row, name, None) for name in names)
    return frozenset(one for one in found if one is not None)
