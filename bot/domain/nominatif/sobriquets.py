"""Nicknames that nothing quotes nor announces: told by what stands around them."""

from __future__ import annotations

import re
from typing import Final

from bot.domain.lecture.vocabulaire import liste
from bot.domain.nominatif.lieux import COMMERCES, DE_CORPS, DE_LIEUX
from bot.domain.nominatif.mots import (
    ABREVIATIONS,
    CELEBRES,
    COURANTS,
    FAMILLE,
    FONCTIONS,
    GENS,
    MARQUES,
    SIGLES,
    SURNOMS,
)
from bot.domain.nominatif.suite import Etendue, Suite
from bot.domain.nominatif.surnoms import dit_d_un_lieu
from bot.domain.nominatif.texte import Casse, Terme

_CROISES: Final = liste(
    "vu vue revu revue croise croisee recroise recroisee rencontre rencontree recadre recadree "
    "raccompagne raccompagnee"
)
"""Whom one meets: a noun would have its article there (« croisé un chien »)."""
BANDES: Final = liste("bande bandes potes copains clique gang acolytes freres petits gars")
_SIENS: Final = liste("son sa ses")
_ARTICLES: Final = liste("le la l les")
_TAILLES: Final = liste(
    "gros grosse ptit ptite p'tit p'tite tit tite petit petite grand grande vieux vieille"
)
_FAMILIERES: Final = liste("gros grosse ptit ptite p'tit p'tite tit tite")
_SUJETS: Final = liste("on ils elles nous jeunes gamins monde")
_APPELLENT: Final = liste("appelle appellent nomme nomment")
_DIT: Final = liste("dit dite")
_INDIVIDUS: Final = GENS | FAMILLE | liste("gars type mec homme femme individu dealer dame caid")
_NOMS_DITS: Final = liste("surnom blaze pseudo")
_ANCIENS: Final = liste("ancien ancienne ex")
_COMMUNS: Final = (
    DE_LIEUX | DE_CORPS | COMMERCES | FONCTIONS | GENS | FAMILLE | COURANTS | MARQUES | SIGLES
    | ABREVIATIONS | CELEBRES
    | liste(
        "mairie police pompiers pompier voirie proprete regie bailleur mission samu urgences ccas "
        "secours gendarmes gendarmerie services mediation prevention maraude habitants riverains "
        "commercants tags tag dechets encombrants photo photos rien point ras"
    )
)  # fmt: skip
"""What a capital does not make a name of."""
_MESURE: Final = re.compile(r"\d")
_NEAR: Final = 3


def sobriquet(suite: Suite, rank: int) -> Etendue | None:
    """The nickname that begins at `rank`, whatever it means as a word."""
    return (
        _met(suite, rank)
        or _with_a_band(suite, rank)
        or _as_they_call(suite, rank)
        or _said_to_be(suite, rank)
        or _explained(suite, rank)
        or _sized(suite, rank)
    )


def epithete(suite: Suite, last: int) -> int:
    """« Malik la Boulette », « Momo Le Grand »: an article and a capital go with the name."""
    article, mot = suite.at(last + 1), suite.at(last + 2)
    if article is None or mot is None or article.plie.removesuffix("'") not in _ARTICLES:
        return last
    joined = suite.joins(last + 1) and suite.joins(last + 2) and not mot.premier
    named = mot.casse is Casse.CAPITALE and last + 2 not in suite.lieux
    return last + 2 if joined and named and mot.plie not in _COMMUNS else last


def _met(suite: Suite, rank: int) -> Etendue | None:
    """« croisé Grizzly », « revu Bouboule au city »."""
    mot = suite.mots[rank]
    if (
        suite.before(rank) not in _CROISES
        or not mot.entre.isspace()
        or not _is_coined(suite, rank)
    ):
        return None
    return rank, suite.extended(rank)


def _with_a_band(suite: Suite, rank: int) -> Etendue | None:
    """« Snake et ses potes », « Tête et sa clique »: nobody else has one."""
    owner = suite.word(rank + 1) == "et" and suite.word(rank + 2) in _SIENS
    if not owner or suite.word(rank + 3) not in BANDES:
        return None
    return (rank, rank) if _is_coined(suite, rank) else None


def _as_they_call(suite: Suite, rank: int) -> Etendue | None:
    """« celui qu'ils appellent la Fouine »; not « ils appellent la Police »."""
    who = suite.word(rank - 1) in _SUJETS and suite.word(rank - 2) in ("qu", "que")
    object_too = suite.word(rank - 1) in ("l", "les") and suite.word(rank - 2) in _SUJETS
    if suite.word(rank) not in _APPELLENT or not (who or object_too):
        return None
    if dit_d_un_lieu(suite, rank):
        return None
    return _after_article(suite, rank + 1) or _called(suite, rank, who=who)


def _called(suite: Suite, rank: int, *, who: bool) -> Etendue | None:
    """« celle qu'on appelle la miss »: in lower case too, of whom it is said."""
    last = rank + 1 + (suite.word(rank + 1) in _ARTICLES)
    mot = suite.at(last)
    told = who and suite.word(rank - 3) in _INDIVIDUS | {"celui", "celle"}
    if not told or mot is None or not suite.joins(last) or mot.plie in _COMMUNS:
        return None
    return rank + 1, suite.extended(last)


def _said_to_be(suite: Suite, rank: int) -> Etendue | None:
    """« le type dit le Manchot », « un gars dit Bidule »; not « il dit Merci »."""
    if suite.word(rank) not in _DIT or suite.before(rank) not in _INDIVIDUS:
        return None
    told = _after_article(suite, rank + 1)
    return (rank, told[1]) if told else None


def _explained(suite: Suite, rank: int) -> Etendue | None:
    """« B2 (c'est son surnom) », « Kodak, son blaze »; « Coco, l'ancien boxeur »."""
    mot, after = suite.mots[rank], suite.at(rank + 1)
    ordinary = mot.casse is Casse.BASSE and (mot.genres or not mot.brut[0].isdigit())
    if after is None or after.entre.strip() not in (",", "(", "", ":") or ordinary:
        return None
    told = [suite.word(place) for place in range(rank + 1, rank + 2 + _NEAR)]
    named = any(
        one in _NOMS_DITS and told[place - 1] == "son" and told[: place - 1] in ([], ["c", "est"])
        for place, one in enumerate(told)
    )
    known = mot.casse is Casse.CAPITALE and (mot.plie in SURNOMS or mot.prenom <= 2)
    former = after.entre.strip() == "," and set(told[:2]) & _ANCIENS
    glued = not mot.entre and rank > 0
    return (rank - glued, rank) if named or (former and (known or not mot.genres)) else None


def _sized(suite: Suite, rank: int) -> Etendue | None:
    """« Le Gros Bill », « Ptite Tête », « Vieux Louis »: two capitals, and a deed or a place."""
    mot, after = suite.mots[rank], suite.at(rank + 1)
    if mot.plie not in _TAILLES or after is None or not suite.joins(rank + 1):
        return None
    if mot.casse is not Casse.CAPITALE or not _is_coined(suite, rank + 1):
        return None
    known = not after.genres or after.prenom <= 1 or mot.plie in _FAMILIERES
    return (suite.with_article(rank), suite.extended(rank + 1)) if known else None


def _after_article(suite: Suite, start: int) -> Etendue | None:
    """A capital, after its article or not."""
    last = start + (suite.word(start) in _ARTICLES)
    mot = suite.at(last)
    if mot is None or not suite.joins(last) or not _is_coined(suite, last):
        return None
    return start, suite.extended(last)


def _is_coined(suite: Suite, rank: int) -> bool:
    """A capital that no place, body, trade nor brand explains."""
    mot: Terme | None = suite.at(rank)
    if mot is None or mot.casse is not Casse.CAPITALE or mot.lieu or rank in suite.lieux:
        return False
    return len(mot.plie) > 2 and mot.plie not in _COMMUNS and not _MESURE.search(mot.plie)
