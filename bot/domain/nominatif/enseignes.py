"""Shops called by their keeper's first name and by what they sell: « rachid coiffure »."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.lecture.vocabulaire import liste
from bot.domain.nominatif.mots import AVEC, FAMILLE, TITRES
from bot.domain.nominatif.texte import Terme

_ENSEIGNES: Final = liste(
    "coiffure pizza pizzas auto autos moto motos immobilier optique optic tacos burger burgers "
    "kebab food phone phones mobile beaute esthetique fleurs primeur boucherie boulangerie "
    "alimentation epicerie traiteur couscous grill market exotique textile fringues cycles "
    "pneus plomberie elec electricite batiment btp pressing onglerie nails barber barbershop"
)
"""What a shop sells, after the name of its keeper."""
_D_ENSEIGNES: Final = liste(
    "a est ouvre ouvert ouverte ferme fermee fermes brade affiche vend propose"
)


def vend_sous_un_nom(mots: Sequence[Terme], rank: int) -> bool:
    """« rachid coiffure a fermé »; not « avec rachid phone hs », « rachid moto volée »."""
    mot = mots[rank]
    if mot.plie not in _ENSEIGNES or not mot.attache or mot.premier:
        return False
    name, after = mots[rank - 1], mots[rank + 1] if rank + 1 < len(mots) else None
    met = rank > 1 and mots[rank - 2].plie in AVEC | FAMILLE and not name.premier
    kept = after is None or after.plie in _D_ENSEIGNES or after.entre.strip() != ""
    return name.prenom <= 2 and name.plie not in TITRES | FAMILLE and kept and not met
