"""Of which programme, binômes and people a row is, for whoever decides what may be done on it."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, bindparam, func, inspect, or_

from bot.domain.portees import Objet
from storage import comptes
from storage.machine.db import Tx
from storage.models import (
    BinomeRow,
    Demande,
    DossierMediation,
    Personne,
    Relais,
    Saisie,
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
    if isinstance(whole, Demande) and whole.affectee_id is not None:
        binomes = frozenset((whole.affectee_id,))
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


NOBODY: Final = -1
"""No author: the entries of a binôme, whoever of it noted them; or no binôme."""


def saisie(row: Saisie) -> Objet:
    """Whose entry `row` is: its binôme's and its author's; what is personal, its author's."""
    binomes = frozenset[int]() if row.personnelle else _ids(row, ("binome_id",))
    return Objet(row.dispositif_id, binomes=binomes, personnes=_ids(row, ("auteur_id",)))


def saisies(kind: type[Saisie]) -> ColumnElement[bool]:
    """Those that `saisie` gives to b_personne of b_binome, in b_dispositif: for lists.

    Whoever is nobody (NOBODY: the coordination, setting things in order) reads all of a binôme.
    """
    mine = func.coalesce(kind.binome_id, 0) == bindparam("b_binome")
    noted = func.coalesce(kind.auteur_id, 0) == bindparam("b_personne")
    if kind.personnelle:
        mine = and_(mine, bindparam("b_personne") == NOBODY)
    # Neither is left to an index of its own, by which years would be read again: the programme
    # and the date have one together, or the row its id.
    return and_(kind.dispositif_id == bindparam("b_dispositif"), or_(mine, noted))


def _ids(row: Any, names: tuple[str, ...]) -> frozenset[int]:
    found = (getattr(row, name, None) for name in names)
    return frozenset(one for one in found if one is not None)
