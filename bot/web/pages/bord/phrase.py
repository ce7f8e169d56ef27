"""One sentence: whether the place is better, with its n, or that nobody can say (ELU-1)."""

from __future__ import annotations

from typing import Final

from bot.web.pages.bord import mots
from bot.web.pages.bord.regarde import Regarde
from bot.words import pluriel
from digests.tendance import ECART_MINIMUM, N_MINIMUM
from storage.indicateurs.contrat import Proportion
from storage.indicateurs.registre import registre
from storage.indicateurs.releve import Releve

AMBIANCE: Final = "ambiance-mediane"
FREQUENTATION: Final = "frequentation-mode"
POSITIFS: Final = "usages-positifs-part"
PEU: Final = "trop peu d'observations pour dire si cela change"


def phrase(asked: Regarde, releve: Releve) -> str:
    """Ambiance, uses and fréquentation, then which way it goes from one half to the other."""
    known = registre()
    note = mots.dit(known[AMBIANCE].unite, known[AMBIANCE](releve), asked.mots)
    crowd = mots.usuel(known[FREQUENTATION](releve), asked.mots)
    seen = known[POSITIFS](releve)
    if not seen.sur:
        return "Rien n'a été observé : personne ne peut dire si le lieu va mieux."
    used = mots.dit(known[POSITIFS].unite, seen, asked.mots)
    half = len(releve.rangs) // 2
    way = _way(
        known[POSITIFS](releve.at(*releve.rangs[:half])) if half else Proportion(0, 0), seen
    )
    return (
        f"Ambiance {note.valeur} sur 5 ({note.base}) ; au moins un usage positif dans "
        f"{_share(seen, used)} ; fréquentation : {crowd.valeur.lower()} ({crowd.base}). "
        f"Usages positifs : {way}."
    )


def _share(seen: Proportion, used: mots.EnMots) -> str:
    """« 94 % des observations (194 sur 206) »; of few, « 10 observations sur 11 »."""
    if used.base:
        return f"{used.valeur} des observations ({used.base})"
    return f"{pluriel(seen.n, 'observation')} sur {seen.sur}"


def _way(first: Proportion, whole: Proportion) -> str:
    """The second half beside the first, by the rule of the letters (§4.2)."""
    second = Proportion(whole.n - first.n, whole.sur - first.sur)
    before, after = first.pour_cent, second.pour_cent
    if min(first.sur, second.sur) < N_MINIMUM or before is None or after is None:
        return PEU
    if abs(after - before) < ECART_MINIMUM * before:
        return "autant que dans la première moitié de la période"
    more = "plus" if after > before else "moins"
    return f"{more} souvent que dans la première moitié de la période"
