"""Whether a word does what people do: the deed that stands beside a name."""

from __future__ import annotations

from typing import Final

from bot.domain.nominatif.mots import APRES_A, DETERMINANTS, FAMILLE
from bot.domain.nominatif.suite import Suite
from bot.domain.nominatif.texte import Casse

_ETRE_AVOIR: Final = ("a", "est", "ont", "etait", "avait")
_ACCENTS: Final = "àÀéÉ"
"""« à » is no verb, nor is « cassé »."""


def agit(suite: Suite, rank: int, verbs: frozenset[str]) -> bool:
    """Whether what people do stands there, in the same breath; « et ses potes » too."""
    mot, after, who = suite.at(rank), suite.at(rank + 1), suite.mots[rank - 1]
    if mot is None or mot.entre.strip():
        return False
    if mot.plie == "et" and suite.word(rank + 1) in ("son", "sa", "ses"):
        kin = who.casse is not Casse.BASSE and suite.word(rank + 2) in FAMILLE
        return who.prenom <= (1 if who.genres else 3) and (kin or not who.genres)
    if mot.brut[-1] in _ACCENTS or not (suite.word(rank) in verbs or _is_verb(suite, rank)):
        return False
    if who.genres and mot.plie in _ETRE_AVOIR:
        if after is None or after.plie in DETERMINANTS - APRES_A:
            return False
        return "a" in after.genres or after.plie in APRES_A
    return True


def _is_verb(suite: Suite, rank: int) -> bool:
    """The third person of a verb, and no other word (« jouent »); or what follows says so."""
    mot, who = suite.mots[rank], suite.mots[rank - 1]
    sure = not set(mot.genres) & {"a", "n"}
    done = who.nom <= 1 and not who.genres and suite.word(rank + 1) in _COMPLEMENTS
    return "v" in mot.genres and (sure or done)


_COMPLEMENTS: Final = ("le", "la", "les", "l", "un", "une", "des", "son", "sa", "ses", "nous")
"""« sanogo arbitre le tournoi »: after a verb, rather than after a noun."""
