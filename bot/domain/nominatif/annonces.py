"""Names that a word announces: a title, « chez », « la famille », « le fils de », « prénommé »."""

from __future__ import annotations

from typing import Final

from bot.domain.nominatif.mots import (
    ANONYMES,
    ARTICLES,
    FAMILLE,
    GENS,
    NOMMES,
    PARTICULES,
    TITRES,
    TITRES_COMMUNS,
    TITRES_D_UNE_LETTRE,
)
from bot.domain.nominatif.noms import peut_etre_nom, suit_un_indice, suit_un_titre
from bot.domain.nominatif.suite import Etendue, Suite
from bot.domain.nominatif.surnoms import dit_d_un_lieu
from bot.domain.nominatif.texte import Casse, Terme

_DE: Final = ("de", "du", "d", "des")
_DIT: Final = ("appelle", "appele", "appelee", "appellent", "appeler")
"""« appelle Inaya » may call her; « s'appelle Inaya » names her."""
_NOMS: Final = ("nom", "prenom")
_LIAISONS: Final = ("c", "est", "cest", "c'est")
"""« son nom c'est caron »."""


def annonce(suite: Suite, rank: int) -> Etendue | None:
    """The name that the word at `rank` announces, with what goes with it."""
    if titled := _titled(suite, rank):
        return titled
    if rank in suite.lieux:
        return None
    for rule in (_at_home, _household, _kin, _called, _plural):
        if span := rule(suite, rank):
            return span
    return None


def _titled(suite: Suite, rank: int) -> Etendue | None:
    """« Mme Kaddouri », « M. et Mme Traoré », « le Dr Lemaire »; not « le monsieur du banc »."""
    title = suite.mots[rank]
    if not _is_title(suite, rank):
        return None
    couple = suite.word(rank + 1) == "et" and suite.word(rank + 2) in TITRES
    start = rank + 3 if couple else rank + 1
    common = title.plie in TITRES_COMMUNS
    after = suite.at(start)
    if common and suite.word(start) in _DE and after and after.casse is Casse.BASSE:
        return None
    commun = common and suite.word(rank - 1) in ARTICLES | {"d"}
    lettre = not commun and _is_a_letter(suite, start)
    if after and suite.joins(start) and (lettre or suite.is_initial(start)):
        last: int | None = suite.extended(start)
    else:
        last = suite.name(start, lambda mot: suit_un_titre(mot, commun=commun), titled=True)
    return (suite.with_article(rank), last) if last is not None else None


def _is_a_letter(suite: Suite, rank: int) -> bool:
    """« mme k au 3e », « mr b se plaint »; not « mme s'est plainte », « mme a dit »."""
    mot, after = suite.at(rank), suite.at(rank + 1)
    if mot is None or len(mot.brut) != 1 or not mot.brut.isalpha() or mot.plie in ANONYMES:
        return False
    elided = after is not None and mot.plie in _ELIDEES and suite.word(rank + 1) not in _SUITES
    return not elided and mot.entre == " " and mot.plie not in "ay"


_ELIDEES: Final = frozenset("cdjlmnst")
"""Letters that are typed for « s'est », « n'a », without their apostrophe."""
_SUITES: Final = ("du", "de", "au", "qui", "et")


def _is_title(suite: Suite, rank: int) -> bool:
    mot, after = suite.mots[rank], suite.at(rank + 1)
    if mot.plie not in TITRES or rank in suite.lieux:
        return False
    if mot.plie not in TITRES_D_UNE_LETTRE:
        return True
    dotted = after is not None and after.entre.startswith(".")
    return mot.casse is not Casse.BASSE or mot.plie in ("mm", "dr") or (dotted and mot.plie == "m")


def _is_title_at(suite: Suite, rank: int) -> bool:
    """« chez M. Untel » is told by its title, or not at all (« chez M. X »)."""
    return suite.at(rank) is not None and _is_title(suite, rank)


def _sure(mot: Terme) -> bool:
    return suit_un_indice(mot, sur=True)


def _likely(mot: Terme) -> bool:
    return suit_un_indice(mot, sur=False)


def _at_home(suite: Suite, rank: int) -> Etendue | None:
    if suite.word(rank) != "chez":
        return None
    first = rank + 1
    start = first + 1 if suite.word(first) == "les" else first
    if _is_sign(suite, first):
        return None
    last = None if _is_title_at(suite, start) else suite.name(start, _likely)
    return (first, last) if last is not None else None


def _is_sign(suite: Suite, rank: int) -> bool:
    """« chez Le Rétro », « chez La Ruche »: two capitals, the second an ordinary word."""
    article, mot = suite.at(rank), suite.at(rank + 1)
    capital = article is not None and article.brut in ("Le", "La", "Les", "Au", "Aux")
    return capital and mot is not None and mot.marque and bool(mot.genres)


def _household(suite: Suite, rank: int) -> Etendue | None:
    if suite.word(rank) not in ("famille", "familles", "famile", "famill", "fammille"):
        return None
    told = suite.at(rank + 1)
    qualified = told is not None and told.casse is Casse.BASSE and "a" in told.genres
    last = suite.name(rank + 1 + qualified, _likely)
    return (suite.with_article(rank), last) if last is not None else None


def _kin(suite: Suite, rank: int) -> Etendue | None:
    """« le petit Enzo », « les frères Haddouche »; « la mère d'Ilyes » names Ilyes only."""
    if suite.word(rank) not in FAMILLE | GENS:
        return None
    owned = suite.word(rank + 1) in ("de", "d")
    start = rank + 2 if owned else rank + 1
    if owned and (start in suite.lieux or _is_particle(suite.at(start))):
        return None
    last = suite.name(start, _likely)
    if last is None or (not owned and _is_place_name(suite, rank)):
        return None
    return start if owned else suite.with_article(rank), last


def _is_particle(mot: Terme | None) -> bool:
    """« le président de la ligue », « de l'asso »: an article, and no name yet."""
    return mot is not None and mot.plie in PARTICULES


def _is_place_name(suite: Suite, rank: int) -> bool:
    """« Grand Marais », « Petit Saint-Jean »: two capitals, the second an ordinary word."""
    mot, after = suite.mots[rank], suite.at(rank + 1)
    capitals = mot.casse is Casse.CAPITALE and after is not None and after.marque
    return capitals and after is not None and bool(after.genres) and after.prenom > 1


def _called(suite: Suite, rank: int) -> Etendue | None:
    """« prénommé Lamine », « un certain Momo »; not « un chien nommé Rex »."""
    word, start = suite.word(rank), rank + 1
    if word not in NOMMES or dit_d_un_lieu(suite, rank):
        return None
    said = word in _DIT
    if word in _NOMS and suite.word(start) in _LIAISONS:
        start += 1 + (suite.word(start + 1) in _LIAISONS)
        last = suite.name(start, lambda mot: mot.nom <= 1 or mot.prenom <= 2)
        return (rank, last) if last is not None else None
    named = not said or suite.word(rank - 1) in ("s", "t", "m")
    last = suite.name(start, _sure if named and word != "nom" else _likely)
    return (start if said else rank, last) if last is not None else None


def _plural(suite: Suite, rank: int) -> Etendue | None:
    """« les Mokrani »: a family, since no plural ends it and the list has it."""
    mot = suite.at(rank + 1)
    if suite.word(rank) != "les" or mot is None or rank + 1 in suite.lieux:
        return None
    if mot.plie.endswith(("s", "x", "z")) or not suite.joins(rank + 1):
        return None
    surname = mot.casse is Casse.CAPITALE and not mot.premier and mot.nom == 0
    bare = not mot.genres and mot.nom <= 1 and peut_etre_nom(mot)
    return (rank, rank + 1) if surname or bare else None
