"""Single letters with their full stops: somebody's initials, or what a body is called by."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.domain.lecture.vocabulaire import liste
from bot.domain.nominatif.mots import AVEC, DES_GENS, FAMILLE, VERBES, VERBES_SURS
from bot.domain.nominatif.texte import Casse, Terme

_DE_CORPS: Final = liste("as cs cv pv tv ue rh pj ca rv wc ts ps nb cr vl pl qg ag cp ce")
"""Two letters that are no initials: « l'A.S. », « un C.S. »."""
_SIGLE: Final = 3
"""Letters from which they name a body: « C.A.F. »."""

_SANS_POINT: Final = frozenset("befghikopruvwxz")
"""Letters that are no word typed badly: « C du bruit », « J en ai marre », « A du mal »."""
_AIDENT: Final = liste("a est s se ont")
_APRES_AIDE: Final = liste("encore sorti sortie fache fachee battu battue disputee dispute")
_OU: Final = liste("hall bat batiment rdc rez tour cage escalier porte premier deuxieme troisieme")
_MEFAITS: Final = liste(
    "frappe tape cogne gifle agresse menace insulte vole casse brise crache hurle crie mordu "
    "poursuivi harcele vandalise tague degrade jete lance arrache bouscule"
)
"""What nobody says of a body."""
_LOIN: Final = 5
"""Words among which what they do is looked for."""


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
    after = _after_letters(mots, rank + 2)
    told = rank + 2 < len(mots) and (_is_told_of(mots, rank + 2) or _has_hurt(mots, rank + 2))
    if first.casse is not Casse.BASSE and told:
        return True
    deed = after.plie.removesuffix("'") if after is not None else ""
    if first.casse is Casse.BASSE:
        return second.entre == "." and (deed in VERBES_SURS or _has_done(mots, rank + 2))
    acts = deed if after is not None and after.entre.startswith(".") else ""
    met = rank > 0 and mots[rank - 1].plie in AVEC
    if after is not None and after.plie in ("son", "sa") and _is_kin(mots, rank + 2):
        return True
    return acts in VERBES or met


def _after_letters(mots: Sequence[Terme], place: int) -> Terme | None:
    """The word that follows, beyond a third letter: « J.-L. F. a les clés »."""
    if place < len(mots) and len(mots[place].brut) == 1 and mots[place].brut.isupper():
        place += 1
    return mots[place] if place < len(mots) else None


def _is_told_of(mots: Sequence[Terme], place: int) -> bool:
    """« D. B. (15 ans) », « K.M., 16 ans », « D. B. déscolarisé »: an age, a state."""
    mot, unit = mots[place], mots[place + 1] if place + 1 < len(mots) else None
    aged = mot.plie.isdecimal() and unit is not None and unit.plie in ("ans", "an")
    return aged or mot.plie in DES_GENS


def est_lettre_de_quelqu_un(mots: Sequence[Terme], rank: int) -> bool:
    """« Y. nous confie », « R. et S. se battent »: one letter that does what people do."""
    mot, after = mots[rank], mots[rank + 1] if rank + 1 < len(mots) else None
    if after is None or len(mot.brut) != 1 or mot.casse is Casse.BASSE or not mot.premier:
        return False
    if after.entre.strip() in (".,", ".(", ","):
        return _is_told_of(mots, rank + 1)
    if not after.entre.startswith("."):
        return mot.plie in _SANS_POINT and after.entre == " " and _is_of_a_place(mots, rank + 1)
    if after.casse is not Casse.BASSE:
        return False
    if after.plie == "et":
        return _is_pair_of_letters(mots, rank + 2) or _is_kin(mots, rank + 2)
    done = after.plie.removesuffix("'") in VERBES_SURS or _has_done(mots, rank + 1)
    return done or _is_of_a_place(mots, rank + 1)


def _has_done(mots: Sequence[Terme], rank: int) -> bool:
    """« a encore jeté », « est sorti fâché », « s'est battu »: what nothing but somebody does."""
    helped = mots[rank].plie.removesuffix("'") in _AIDENT if rank < len(mots) else False
    told = [mot.plie.removesuffix("'") for mot in mots[rank + 1 : rank + 4]]
    return helped and any(word in DES_GENS or word in _APRES_AIDE for word in told)


def _is_of_a_place(mots: Sequence[Terme], rank: int) -> bool:
    """« du bat C deale », « du hall 12 nous insulte », « au 3e demande »: where, then a deed."""
    if mots[rank].plie not in ("du", "au") or mots[rank].casse is not Casse.BASSE:
        return False
    told: list[str] = []
    for mot in mots[rank + 1 : rank + 1 + _LOIN]:
        if mot.premier or mot.entre.strip() not in ("", "'", "’"):
            break
        told.append(mot.plie.removesuffix("'"))
    where = told[:1] and (told[0] in _OU or told[0][0].isdigit())
    return bool(where) and any(word in VERBES_SURS for word in told[1:])


def _has_hurt(mots: Sequence[Terme], rank: int) -> bool:
    """« J.B. du hall 12 a frappé », « R.T. rue Pasteur a cassé »: where, then a deed."""
    told: list[str] = []
    for mot in mots[rank : rank + 1 + _LOIN]:
        if told and (mot.premier or mot.entre.strip() not in ("", "'", "’")):
            break
        told.append(mot.plie.removesuffix("'"))
    return any(helped == "a" and deed in _MEFAITS for helped, deed in pairwise(told))


def _is_kin(mots: Sequence[Terme], rank: int) -> bool:
    """« A. et son frère », « par D.S. son père »."""
    owner = rank + 1 < len(mots) and mots[rank].plie in ("son", "sa", "ses")
    return owner and mots[rank + 1].plie in FAMILLE


def _is_pair_of_letters(mots: Sequence[Terme], rank: int) -> bool:
    """The second of « R. et S. se battent »; not « D. et E. : deux halls »."""
    if rank + 1 >= len(mots) or len(mots[rank].brut) != 1 or mots[rank].casse is Casse.BASSE:
        return False
    deed = mots[rank + 1]
    return deed.entre.strip() == "." and deed.plie.removesuffix("'") in VERBES_SURS


def _is_dotted_pair(first: Terme, second: Terme) -> bool:
    letters = len(first.brut) == len(second.brut) == 1 and (first.brut + second.brut).isalpha()
    return (
        letters
        and second.entre.strip() in (".", ".-")
        and first.brut.isupper() == second.brut.isupper()
    )
