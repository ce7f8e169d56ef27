"""Names that nothing announces: known by lists, a capital, or what is done beside them."""

from __future__ import annotations

import re
from typing import Final

from bot.domain.nominatif.actes import agit
from bot.domain.nominatif.initiales import est_lettre_de_quelqu_un, sont_initiales
from bot.domain.nominatif.lieux import COMMERCES, DE_CORPS, DE_LIEUX
from bot.domain.nominatif.mots import (
    ABREVIATIONS,
    ADJECTIFS,
    APRES_UN_SURNOM,
    AVEC,
    BETES_ET_CHOSES,
    CELEBRES,
    COURANTS,
    DE_QUELQU_UN,
    DES_GENS,
    DETERMINANTS,
    FAMILLE,
    FONCTIONS,
    GENS,
    HABITENT,
    LIEU_AVANT,
    METIERS,
    NOBLES,
    OEUVRES,
    PARLE,
    PAROLES,
    SIGLES,
    VERBES,
    VERBES_SURS,
)
from bot.domain.nominatif.noms import (
    est_nom,
    est_prenom,
    est_surnom,
    peut_etre_nom,
    peut_etre_prenom,
    suit_un_indice,
)
from bot.domain.nominatif.ordinaires import est_ordinaire
from bot.domain.nominatif.suite import Etendue, Suite
from bot.domain.nominatif.texte import Casse

_FLAMANDES: Final = ("van", "von", "ould", "bin")
"""Particles after which any word is a name."""
_ARTICLES: Final = ("le", "la", "l", "du", "un", "une", "au", "aux", "ce", "cet", "cette")
"""« le Barça », « du Pigeonnier »: what they stand before is a place or a thing."""
_FLOOR: Final = re.compile(r"\d{1,2}(?:e|eme|er|ieme)?")
_MET: Final = ("avec", "chez", "vu", "revu", "croise", "rencontre", "recroise", "appele")


def seul(suite: Suite, rank: int) -> Etendue | None:
    """The name that begins at `rank`, or one word before (« DELATTRE Jean-Marc »)."""
    if rank in suite.lieux or est_ordinaire(suite, rank):
        return None
    if suite.mots[rank].plie in NOBLES:
        return _noble(suite, rank)
    rules = (_is_first_name, _is_family_name, _is_both, _is_double, _is_told, _is_initials)
    if not any(rule(suite, rank) for rule in rules):
        return None
    first = rank - 1 if suite.mots[rank].prenom <= 2 and _is_surname(suite, rank - 1) else rank
    return first, suite.extended(rank)


def _is_initials(suite: Suite, rank: int) -> bool:
    mot = suite.mots[rank]
    second = suite.before(rank) == "et" and rank - 2 in suite.nommes and mot.brut.isupper()
    if second and len(mot.brut) == len(suite.mots[rank - 2].brut) == 1:
        return True
    return sont_initiales(suite.mots, rank) or est_lettre_de_quelqu_un(suite.mots, rank)


def _noble(suite: Suite, rank: int) -> Etendue | None:
    """« van den broeck », « dos santos », « El Amrani »."""
    mot, last = suite.mots[rank], suite.name(rank, lambda mot: suit_un_indice(mot, sur=False))
    if mot.casse is Casse.CAPITALE and mot.prenom <= 1 and agit(suite, rank + 1, VERBES):
        return (rank, rank)
    if last is None or last == rank or rank + 1 in suite.lieux:
        return None
    sure = mot.casse is not Casse.BASSE or mot.plie in _FLAMANDES
    known = suite.mots[last].prenom <= 2 or suite.mots[last].nom <= 2
    return (rank, last) if sure or known else None


def _is_both(suite: Suite, rank: int) -> bool:
    """« Ravi Shanmugam »: a rare first name, and a capital that no dictionary explains."""
    mot, after = suite.mots[rank], suite.at(rank + 1)
    if mot.casse is Casse.BASSE or mot.lieu or not peut_etre_prenom(mot) or after is None:
        return False
    capital = after.marque and not after.genres and not after.lieu and after.plie not in SIGLES
    return capital and not after.entre.strip() and rank + 1 not in suite.lieux


def _is_told(suite: Suite, rank: int) -> bool:
    """« jp le gardien », « Kader, notre concierge »: who it is comes right after."""
    mot, article = suite.mots[rank], suite.at(rank + 1)
    ordinary = mot.genres and (mot.prenom > 1 or mot.casse is Casse.BASSE)
    if ordinary or mot.lieu or mot.brut[0].isdigit() or mot.plie in ABREVIATIONS | SIGLES:
        return False
    if article is None or article.entre.strip() not in ("", ","):
        return False
    who = article.plie in ("le", "la", "notre") and suite.word(rank + 2) in GENS & (
        FONCTIONS | METIERS
    )
    return who and suite.word(rank - 1) not in DETERMINANTS


def _is_surname(suite: Suite, rank: int) -> bool:
    mot = suite.at(rank)
    if mot is None or mot.casse is not Casse.MAJUSCULES or len(mot.brut) < 4:
        return False
    return not mot.genres and suite.joins(rank + 1)


def _is_first_name(suite: Suite, rank: int) -> bool:
    mot, before = suite.mots[rank], suite.before(rank)
    if before in ("de", "d") and suite.word(rank - 2) in OEUVRES:
        return False
    if est_prenom(mot):
        return not _is_ordinary_here(suite, rank, before)
    if not peut_etre_prenom(mot) or before in DETERMINANTS - {"que"}:
        return False
    if mot.prenom <= 1 and _is_met(suite, rank, before):
        return True
    if mot.genres and (before in LIEU_AVANT or _follows_a_noun(suite, rank)):
        return False
    spoken_to = _is_spoken_to(suite, rank, before)
    if est_surnom(mot) and (spoken_to or before in AVEC or _goes_by_it(suite, rank)):
        return True
    told = mot.prenom <= 1 and _is_of_a_place(suite, rank)
    if mot.premier and not mot.genres and suite.word(rank + 1) in DES_GENS:
        return True
    known = mot.prenom <= 2 or mot.genres in ("", "o") or est_surnom(mot)
    return told or (known and agit(suite, rank + 1, VERBES))


def _goes_by_it(suite: Suite, rank: int) -> bool:
    """« jojo la frite », « Momo du 3e »; not « loulou le caniche », « nono, le robot »."""
    after = suite.at(rank + 1)
    if after is None or after.plie not in APRES_UN_SURNOM:
        return False
    if after.plie in ("du", "de") and not _is_somewhere(suite, rank + 2):
        return False
    return not after.entre.strip() and suite.word(rank + 2) not in BETES_ET_CHOSES


def _is_somewhere(suite: Suite, rank: int) -> bool:
    """« du 3e », « de la cité », « du hall », « de Mons »: not « de vache »."""
    place = rank + (suite.word(rank) in ("la", "l"))
    mot = suite.at(place)
    named = mot is not None and (mot.marque or mot.brut[0].isdigit() or place in suite.lieux)
    return named or suite.word(place) in DE_LIEUX | DE_CORPS | COMMERCES | {"hall", "rdc", "rez"}


def _is_met(suite: Suite, rank: int, before: str) -> bool:
    """« vu rose », « parlé à pierre », « c'est Hervé », « france du 3e »."""
    spoken_to = _is_spoken_to(suite, rank, before)
    shown = before == "est" and suite.word(rank - 2) == "c" and suite.mots[rank].marque
    upstairs = suite.word(rank + 1) == "du" and _FLOOR.fullmatch(suite.word(rank + 2))
    if suite.mots[rank].plie in COURANTS:
        return before in _MET or spoken_to or bool(upstairs)
    return before in _MET or spoken_to or shown or bool(upstairs) or _is_aged(suite, rank)


def _is_spoken_to(suite: Suite, rank: int, before: str) -> bool:
    """« parlé à pierre », « dit encore à Nono »."""
    adverb = suite.word(rank - 2) in ("longtemps", "beaucoup", "encore", "bien", "aussi")
    return before == "a" and suite.word(rank - 2 - adverb) in PAROLES


def _is_aged(suite: Suite, rank: int) -> bool:
    """« hugo 16 ans », « Rose (14 ans) »."""
    age, unit = suite.at(rank + 1), suite.at(rank + 2)
    if age is None or unit is None or age.entre.strip() not in ("", ",", "("):
        return False
    glued = re.fullmatch(r"\d{1,2}a(?:ns?)?", age.plie)
    return bool(glued) or (age.plie.isdecimal() and unit.plie in ("ans", "an"))


def _is_of_a_place(suite: Suite, rank: int) -> bool:
    """« victoire du snack dit que … »: of a place, and speaking."""
    place = rank + 3 if suite.word(rank + 2) in ("la", "l") else rank + 2
    of = suite.mots[rank].premier and suite.word(rank + 1) in ("de", "du")
    known = suite.word(place) in COMMERCES | DE_CORPS | DE_LIEUX
    return of and known and suite.word(place + 1) in PARLE


def _is_a_place_s(suite: Suite, rank: int, before: str) -> bool:
    """« les lycéens de Delambre », « les collégiens de Guy Mareuil »."""
    return before in ("de", "d") and suite.word(rank - 2) in HABITENT


def _follows_a_noun(suite: Suite, rank: int) -> bool:
    """« le milieu marin », « temps clément »: what follows a noun qualifies it."""
    mot, before = suite.mots[rank], suite.at(rank - 1)
    if mot.casse is not Casse.BASSE or mot.premier or before is None or mot.entre.strip():
        return False
    return "n" in before.genres and before.plie not in AVEC | GENS | FAMILLE | DETERMINANTS


def _is_ordinary_here(suite: Suite, rank: int, before: str) -> bool:
    """« une marguerite », « temps clément »; « à Nancy »."""
    mot = suite.mots[rank]
    if (mot.lieu and before in LIEU_AVANT) or _is_a_place_s(suite, rank, before):
        return True
    if mot.casse is Casse.MAJUSCULES and before in ("le", "la", "l"):
        return True
    if before == "les" and mot.genres:
        return True
    if mot.plie in CELEBRES and (before in LIEU_AVANT or before in _ARTICLES):
        return True
    if not mot.genres or mot.casse is not Casse.BASSE:
        return False
    if mot.plie in ADJECTIFS and _follows_a_noun(suite, rank):
        return True
    return before in DETERMINANTS - {"a", "de", "d", "que", "et"}


def _is_family_name(suite: Suite, rank: int) -> bool:
    mot, before = suite.mots[rank], suite.before(rank)
    spoken_to = before in ("a", "au") and suite.word(rank - 2) in PAROLES
    owned = before in ("de", "d") and suite.word(rank - 2) in DE_QUELQU_UN | AVEC
    if before in LIEU_AVANT and not spoken_to:
        return False
    if before in ("de", "d") and not owned:
        return mot.nom == 0 and est_nom(mot)
    if before in _ARTICLES or _is_a_place_s(suite, rank, before) or _is_in_a_title(suite, rank):
        return False
    if est_nom(mot):
        return True
    if before in DETERMINANTS - {"que", "qu", "de", "d", "a", "et"}:
        return False
    return (owned or spoken_to or _is_awaited(suite, rank, before)) and peut_etre_nom(mot)


def _is_in_a_title(suite: Suite, rank: int) -> bool:
    """« Le Roi Lion », « La Grande Roue »: an article, and a noun with a capital."""
    before, article = suite.at(rank - 1), suite.at(rank - 2)
    if before is None or article is None or not before.attache or not suite.mots[rank].attache:
        return False
    noun = before.casse is Casse.CAPITALE and "n" in before.genres and before.plie not in GENS
    return noun and article.brut in ("Le", "La", "Les")


def _is_awaited(suite: Suite, rank: int, before: str) -> bool:
    """Whether the words around tell of somebody there."""
    mot, after = suite.mots[rank], suite.word(rank + 1)
    known = mot.marque or mot.nom <= 1
    if before == "et" and rank - 2 in suite.nommes:
        return True
    if after == "et" and _is_pair(suite, rank):
        return True
    if _is_something(suite, rank):
        return True
    if before in AVEC or (after in ("contre", "vs") and known):
        return True
    if (mot.genres and not mot.marque) or not agit(suite, rank + 1, VERBES):
        return False
    return known or after in VERBES_SURS or suite.word(rank + 2) in DES_GENS


def _is_something(suite: Suite, rank: int) -> bool:
    """« Wozniak toujours pas content », « Diop : en colère », « Haddad 14h »: of a known name."""
    mot, after = suite.mots[rank], suite.at(rank + 1)
    if mot.nom > 1 or mot.casse is Casse.BASSE or mot.genres or mot.plie in CELEBRES:
        return False
    if mot.casse is Casse.MAJUSCULES and len(mot.brut) < 5:
        return False
    told = {suite.word(place) for place in range(rank + 1, rank + 4)}
    timed = after is not None and re.fullmatch(r"\d{1,2}h\d*", after.plie)
    return bool(timed or told & DES_GENS)


def _is_pair(suite: Suite, rank: int) -> bool:
    """« Petrovic et Hadzic jouent »: two capitals that no dictionary explains, and a verb."""
    second = suite.at(rank + 2)
    if second is None or not second.marque or not peut_etre_nom(second):
        return False
    both = suite.mots[rank].casse is not Casse.BASSE and not suite.mots[rank].genres
    known = est_prenom(second) or agit(suite, rank + 3, VERBES)
    return both and not second.genres and known and rank + 2 not in suite.lieux


def _is_double(suite: Suite, rank: int) -> bool:
    """« recroisé Xiu Ying »: two capitals in a row that no dictionary explains."""
    mot, after, before = suite.mots[rank], suite.at(rank + 1), suite.before(rank)
    if after is None or not mot.marque or after.entre.strip() or rank + 1 in suite.lieux:
        return False
    if before in LIEU_AVANT or before in _ARTICLES or before in ("de", "d"):
        return False
    return all(
        one.casse is Casse.CAPITALE and not one.genres and peut_etre_nom(one)
        for one in (mot, after)
    )
