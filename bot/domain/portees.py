"""Whether somebody may do a deed on one object: role × deed × scope, decided in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.droits import Droit, Portee, portee
from bot.domain.roles import Role

PARTOUT: Final = None
"""The territoire of a comité that reads the whole programme."""
NULLE_PART: Final = ""
"""That of whoever sits in no comité that is known."""


@dataclass(frozen=True, slots=True)
class Qui:
    """Who asks, by ids; `recu`: the place (a group, a link) where they received the object."""

    role: Role
    dispositif: int
    personne: int | None = None
    binome: int | None = None
    territoire: str | None = PARTOUT
    recu: str | None = None


@dataclass(frozen=True, slots=True)
class Objet:
    """What is asked about: of which programme, binômes and people it is, where it was sent.

    commun: nobody's in particular (a site, a list), so that each of the programme reaches it.
    """

    dispositif: int | None
    commun: bool = False
    binomes: frozenset[int] = frozenset()
    personnes: frozenset[int] = frozenset()
    territoire: str | None = None
    adresse: str | None = None


def atteint(qui: Qui, droit: Droit, objet: Objet) -> bool:
    """Whether `qui` may do it on `objet`; never on another programme's, whoever they are."""
    reach = portee(qui.role, droit)
    return reach is not None and objet.dispositif == qui.dispositif and _JUSQU_A[reach](qui, objet)


def _le_sien(qui: Qui, objet: Objet) -> bool:
    return objet.commun or qui.personne in objet.personnes


def _son_binome(qui: Qui, objet: Objet) -> bool:
    return _le_sien(qui, objet) or qui.binome in objet.binomes


def _son_comite(qui: Qui, objet: Objet) -> bool:
    return objet.commun or qui.territoire in (PARTOUT, objet.territoire)


def _recu(qui: Qui, objet: Objet) -> bool:
    return qui.recu is not None and qui.recu == objet.adresse


def _tout(_qui: Qui, _objet: Objet) -> bool:
    return True


_JUSQU_A: Final[Mapping[Portee, Callable[[Qui, Objet], bool]]] = {
    Portee.SOI: _le_sien,
    Portee.BINOME: _son_binome,
    Portee.COMITE: _son_comite,
    Portee.ADRESSE: _recu,
    Portee.PROGRAMME: _tout,
}
