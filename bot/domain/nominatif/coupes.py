"""Names cut short by a full stop or by dots: « Jo. demande », « avec sam… »."""

from __future__ import annotations

from typing import Final

from bot.domain.lecture.vocabulaire import liste
from bot.domain.nominatif.gestes import geste
from bot.domain.nominatif.lieux import COMMERCES, DE_CORPS, DE_LIEUX, VOIES
from bot.domain.nominatif.mots import (
    ABREVIATIONS,
    AVEC,
    DETERMINANTS,
    FAMILLE,
    LIEU_AVANT,
    PAROLES,
    SIGLES,
    TITRES,
    VERBES,
)
from bot.domain.nominatif.suite import Etendue, Suite
from bot.domain.nominatif.texte import Casse

_ABREGES: Final = liste(
    "adj agt ass assoc apt bailli bur comp cons coor coord dept dept dir doc dos ets etc evt fam "
    "gard hab imm int interv lieu loc med min nat obs part perm pol prob prof pref pres prev proj "
    "quart qtier reg ref resp res reu sce secr serv soc stat tech tel trav ville vol enf pers ind "
    "pomp nuit matin midi jour soir ans rien oui non bref fin suite idem puis donc mais car alors "
    "abs max mini ouais mouais pfff euh heu hum ptn ptin wsh yes cool super bien bon vide calme "
    "abd cab comm eval form anim asst trim sept oct dec janv fev juil mars avr aout juin hier"
)
"""What is cut short and is nobody."""
_JAMAIS: Final = (
    ABREVIATIONS | SIGLES | TITRES | DETERMINANTS | LIEU_AVANT | AVEC | PAROLES
    | DE_LIEUX | DE_CORPS | COMMERCES | FAMILLE
)  # fmt: skip
_SUJETS: Final = liste("qui il elle")
_JOURS: Final = DE_LIEUX | DE_CORPS | COMMERCES | liste("lun mar mer jeu ven sam dim")
_COMMUNS: Final = DETERMINANTS | LIEU_AVANT | FAMILLE | DE_LIEUX | DE_CORPS | COMMERCES
_PRESENTE: Final = liste("c est cest encore toujours tjrs aussi")
_PLURIEL: Final = liste("se ont sont veulent nous jouent etaient avaient vont font disent")
_PLUS_LONG: Final = 4
_POINTS: Final = ("..", "...", "....", "…")


def coupe(suite: Suite, rank: int) -> Etendue | None:
    """The name cut short at `rank`; two of them together."""
    if rank in suite.lieux:
        return None
    if _are_letters(suite, rank) and _many_do(suite, rank + 3):
        return rank, rank + 2
    if not _is_cut(suite, rank):
        return None
    if suite.word(rank + 1) == "et" and _is_cut(suite, rank + 2):
        both = _is_nobody_s(suite, rank) or _is_nobody_s(suite, rank + 2)
        return None if both or not _many_do(suite, rank + 3) else (rank, rank + 2)
    if _is_met(suite, rank):
        return (rank - 1 if suite.before(rank) in TITRES else rank), _with_initial(suite, rank)
    mot = suite.mots[rank]
    ordinary = mot.plie in _JAMAIS and not (mot.plie in VOIES and _said(suite, rank + 1))
    return None if ordinary or not _acts(suite, rank) else (rank, rank)


def _with_initial(suite: Suite, rank: int) -> int:
    """« mr fr… d… »: the letter that follows, with its own dots."""
    letter, after = suite.at(rank + 1), suite.at(rank + 2)
    if letter is None or after is None or len(letter.brut) != 1:
        return rank
    return rank + 1 if after.entre.strip() in _POINTS else rank


def _is_nobody_s(suite: Suite, rank: int) -> bool:
    """« jeu. et ven. », « bat. et esc. »; a capital makes « Ma. » no « ma »."""
    mot = suite.mots[rank]
    return mot.plie in (_JOURS if mot.casse is Casse.CAPITALE else _JAMAIS)


def _are_letters(suite: Suite, rank: int) -> bool:
    """« K et M se sont réconciliés », « V. et N. étaient »: two, where the sentence begins."""
    first, second = suite.mots[rank], suite.at(rank + 2)
    letters = second is not None and len(first.brut) == len(second.brut) == 1
    if not letters or not first.premier or suite.word(rank + 1) != "et":
        return False
    cut = [suite.at(place) for place in (rank + 1, rank + 3)]
    dotted = all(mot is not None and mot.entre.strip() == "." for mot in cut)
    capitals = first.brut.isupper() and suite.mots[rank + 2].brut.isupper()
    return capitals and (dotted or suite.word(rank + 3) == "se")


def _said(suite: Suite, place: int) -> bool:
    """« ch. a dit que », « imp. nous insulte »: no street does."""
    return suite.word(place) in ("a", "nous") and geste(suite, place, coupe=True)


def _is_cut(suite: Suite, rank: int) -> bool:
    """Two to four letters, and the mark of what is left out."""
    mot, after = suite.at(rank), suite.at(rank + 1)
    if mot is None or after is None or not mot.brut.isalpha():
        return False
    cut = after.entre.strip() in (".", *_POINTS)
    return cut and 2 <= len(mot.plie) <= _PLUS_LONG and mot.plie not in _ABREGES


def _many_do(suite: Suite, place: int) -> bool:
    """« se sont battues », « veulent porter plainte », « jouent »."""
    mot = suite.at(place)
    if mot is None or (
        suite.word(place) in ("sont", "ont") and suite.word(place + 1) in DETERMINANTS
    ):
        return False
    verb = "v" in mot.genres and not set(mot.genres) & {"n", "a"}
    return suite.word(place) in _PLURIEL or verb


def _acts(suite: Suite, rank: int) -> bool:
    """« Jo. demande », « Abd... nous évite »: a deed comes right after its mark."""
    mot, after = suite.mots[rank], suite.mots[rank + 1]
    if suite.before(rank) in DETERMINANTS - {"que", "a"}:
        return False
    if after.plie != after.brut.lower() and after.brut[-1] in "éà":
        return False
    told = suite.word(rank + 1) in VERBES - {"a", "est", "ont"} or geste(
        suite, rank + 1, coupe=True
    )
    return told and after.brut.islower() and (mot.premier or not mot.genres)


def _is_met(suite: Suite, rank: int) -> bool:
    """« discuté avec sam… il », « c'est encore ya... qui »: dots, and who it is goes on."""
    if suite.mots[rank + 1].entre.strip() not in _POINTS or suite.word(rank) in _COMMUNS:
        return False
    before, told = suite.before(rank), suite.word(rank + 1) in _SUJETS
    if before in TITRES and before != "m":
        return True
    met = before in AVEC or (before == "a" and suite.word(rank - 2) in PAROLES)
    shown = before in _PRESENTE and suite.word(rank + 1) == "qui"
    return (met and (told or not suite.mots[rank].genres)) or shown
