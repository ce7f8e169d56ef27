"""Single letters with their full stops: somebody's initials, or what a body is called by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.lecture.vocabulaire import liste
from bot.domain.nominatif.mots import AVEC, VERBES, VERBES_SURS
from bot.domain.nominatif.texte import Casse, Terme

_DE_CORPS: Final = liste("as cs cv pv tv ue rh pj ca rv wc ts ps nb cr vl pl qg ag cp ce")
"""Two letters that are no initials: « l'A.S. », « un C.S. »."""
_SIGLE: Final = 3
"""Letters from which they name a body: « C.A.F. »."""


def lettres(mots: Sequence[Terme], rank: int) -> int:
    """How many single letters follow one another from `rank`, nothing but a full stop between."""
    last = rank
    while last < len(mots) and len(mots[last].brut) == 1 and mots[last].brut.isalpha():
        if last > rank and mots[last].entre != ".":
            break
        last += 1
    return last - rank


def est_sigle(mots: Sequence[Terme], rank: int) -> int:
    """How many letters the acronym at `rank` has; 0 where none begins: « C.C.A.S. »."""
    count = lettres(mots, rank)
    return count if count >= _SIGLE else 0


def sont_initiales(mots: Sequence[Terme], rank: int) -> bool:
    """« K.B. a été vu », « vu S. M. », « j.p. menace »: two letters for somebody."""
    if rank + 1 >= len(mots) or not _is_dotted_pair(mots[rank], mots[rank + 1]):
        return False
    first, second = mots[rank], mots[rank + 1]
    if first.plie + second.plie in _DE_CORPS:
        return False
    after = mots[rank + 2] if rank + 2 < len(mots) else None
    acts = after is not None and after.entre.startswith(".") and after.plie.removesuffix("'")
    if first.casse is Casse.BASSE:
        return second.entre == "." and acts in VERBES_SURS
    met = rank > 0 and mots[rank - 1].plie in AVEC
    return acts in VERBES or met


def _is_dotted_pair(first: Terme, second: Terme) -> bool:
    letters = len(first.brut) == len(second.brut) == 1 and (first.brut + second.brut).isalpha()
    return (
        letters and second.entre.strip() == "." and first.brut.isupper() == second.brut.isupper()
    )
