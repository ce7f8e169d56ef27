"""Nicknames: announced by « surnommé » or « dit », or put between quotation marks."""

from __future__ import annotations

import re
from typing import Final

from bot.domain.lecture.vocabulaire import liste
from bot.domain.nominatif.lieux import COMMERCES, DE_CORPS, DE_LIEUX
from bot.domain.nominatif.mots import (
    AVEC,
    CELEBRES,
    FAMILLE,
    GENS,
    MARQUES,
    SURNOMS,
    VERBES,
    VERBES_SURS,
)
from bot.domain.nominatif.passage import Passage
from bot.domain.nominatif.suite import Etendue, Suite
from bot.domain.nominatif.texte import Casse, Terme

_OUVRE: Final = re.compile(r"(?:^|[\s(,:])[\"'‘“]$|«\s*$")
_FERME: Final = re.compile(r"[\"'’”]|\s*»")
_DEDANS: Final = re.compile(r"\s(?:[\"'‘“]\w|«)")
_ANNONCENT: Final = liste(
    "surnomme surnommee surnommes surnommees surnom alias denomme denommee blaze pseudo"
)
_APPELLENT: Final = liste("appeler appelle appellent")
_DITS: Final = liste("dit dite dits dites")
_GENS_DITS: Final = GENS | FAMILLE | liste("vieux vieille grand petit petite gros grosse jeune")
_COMME_UN_PARENT: Final = liste("mamie papi papy tonton tata gros grosse ptit petit petite double")
_ARTICLES: Final = liste("le la l les el")
_LIAISONS: Final = liste("est c c'est etait")
_PARLENT: Final = liste("a ont ai il elle on ils elles qui lui nous vous m t s n je tu as")
"""« il dit "merci" », « elle a dit "non" »: speech, and no nickname."""
_RENCONTRE: Final = (AVEC | liste("recadre calme")) - liste(
    "chez contre entre selon merci bravo demande dossier appart appartement plainte souci soucis "
    "probleme voir vs"
)
_PAS_UN_NOM: Final = _PARLENT | {"par", "de", "du", "des", "d"}
_ENTRE: Final = liste("et que mais car puis ou pour par") | _RENCONTRE
"""What a quoted nickname may stand after, beside the opening of a sentence."""
_LIEUX: Final = (
    DE_LIEUX
    | DE_CORPS
    | COMMERCES
    | liste(
        "endroit lieu coin dalle bloc barre parcelle jeu jeux action projet "
        "atelier appli chanson stand friche terrain"
    )
)
_BANDES: Final = liste("bande bandes potes copains clique gang acolytes freres petits gars equipe")
_REDOUBLE: Final = re.compile(r"(\w{2,3})\1")
"""« Bibi », « Kéké »: so nobody calls a thing."""
_BACK: Final = 4
"""Words before « surnommé » among which whom or what it is told of is looked for."""
_LONGEST: Final = 3
"""Words that a quoted nickname has, its article included."""


def surnom(suite: Suite, rank: int) -> Etendue | None:
    """The nickname that begins at `rank`, with what announces it."""
    return (
        _announced(suite, rank)
        or _of_a_band(suite, rank)
        or _said(suite, rank)
        or _quoted(suite, rank)
    )


def entre_guillemets(texte: str, one: Passage) -> Passage:
    """`one` with the quotation marks around it, or with the one that closes within it."""
    closing = _FERME.match(texte, one.fin)
    opening = _OUVRE.search(texte[: one.debut])
    if not closing or not (opening or _DEDANS.search(texte[one.debut : one.fin])):
        return one
    mark = re.search(r"\S\s*$", opening.group()) if opening else None
    debut = one.debut - len(mark.group()) if mark else one.debut
    return Passage(debut, closing.end(), one.nature)


def _announced(suite: Suite, rank: int) -> Etendue | None:
    """« alias kéké », « son blaze c'est Ze Boss », « surnommé le Tigre »."""
    if not _announces(suite, rank) or dit_d_un_lieu(suite, rank):
        return None
    start = rank + 1
    while suite.word(start) in _LIAISONS:
        start += 1
    last = _named_from(suite, start)
    if last is None:
        return None
    owned = suite.word(rank) in _APPELLENT or suite.word(rank - 1) in ("on", "ils", "elles")
    return (start if owned else rank), last


def _named_from(suite: Suite, start: int) -> int | None:
    """Where what is announced ends: a quotation, or a word after its article."""
    if quoted := _quotation(suite, start):
        return quoted[1]
    last = start + (suite.word(start) in _ARTICLES)
    mot = suite.at(last)
    if mot is None or mot.premier or not suite.joins(last) or suite.word(last) in _PAS_UN_NOM:
        return None
    return _whole(suite, last)


def _announces(suite: Suite, rank: int) -> bool:
    """« alias »; « l'appeler Bouboule », « se fait appeler le Kaiser », whatever is said to be."""
    if suite.word(rank) in _ANNONCENT:
        return True
    place = rank + 1 + (suite.word(rank + 1) in _ARTICLES)
    after, before = suite.at(place), suite.word(rank - 1)
    called = suite.word(rank) in _APPELLENT and before in ("fait", "l", "appeler", "se")
    if not called or after is None or after.casse is not Casse.CAPITALE:
        return False
    return place not in suite.lieux or after.plie in MARQUES | CELEBRES


def _whole(suite: Suite, last: int) -> int:
    """« Tête d'Ampoule », « tête plate »: as far as its capitals go, or what qualifies it."""
    of, after = suite.word(last + 1), suite.at(last + 2)
    named = of in ("d", "de", "du") and after is not None and after.marque
    if _is_qualified(suite, last):
        return last + 1
    return suite.extended(last + 2 if named else last)


def _is_qualified(suite: Suite, last: int) -> bool:
    mot, after = suite.mots[last], suite.at(last + 1)
    if after is None or not suite.joins(last + 1) or "n" not in mot.genres:
        return False
    return "a" in after.genres and "v" not in after.genres and after.plie not in GENS | _LIEUX


def dit_d_un_lieu(suite: Suite, rank: int) -> bool:
    """« la cité surnommée le Bronx », « un chien surnommé Rex »: nobody is."""
    for place in range(rank - 1, max(-1, rank - 1 - _BACK), -1):
        word = suite.word(place)
        if word in GENS | FAMILLE or suite.mots[place].entre.strip() in (".", "!", "?"):
            return False
        if word in _LIEUX:
            return True
    told = suite.mots[rank].premier and [suite.at(place) for place in range(rank + 1, rank + 5)]
    return any(mot.plie in _LIEUX for mot in told or () if mot and not mot.premier)


def _of_a_band(suite: Suite, rank: int) -> Etendue | None:
    """« le Rouquin et sa bande »: whatever it means, nobody else has one."""
    mot, place = suite.mots[rank], rank + 1
    if not mot.marque or mot.plie in _LIEUX or suite.word(rank - 1) not in ("le", "la"):
        return None
    owner = suite.word(place) == "et" and suite.word(place + 1) in ("son", "sa", "ses")
    return (rank - 1, rank) if owner and suite.word(place + 2) in _BANDES else None


def _said(suite: Suite, rank: int) -> Etendue | None:
    """« dit "la Baleine" »; not « il a dit "merci" »."""
    if suite.word(rank) not in _DITS:
        return None
    if _is_called_as_kin(suite, rank):
        return rank, rank + 2
    quoted = _quotation(suite, rank + 1)
    if quoted is None or suite.before(rank) in _PARLENT or dit_d_un_lieu(suite, rank):
        return None
    return (rank, quoted[1]) if _is_nickname(suite, quoted) else None


def _is_called_as_kin(suite: Suite, rank: int) -> bool:
    """« la vieille dite mamie chats »: an uncle or a size, and a noun."""
    first, last = suite.at(rank + 1), suite.at(rank + 2)
    if first is None or last is None or not (suite.joins(rank + 1) and suite.joins(rank + 2)):
        return False
    told = suite.before(rank) in _GENS_DITS and first.plie in _COMME_UN_PARENT
    return told and "n" in last.genres and "v" not in last.genres


def _quoted(suite: Suite, rank: int) -> Etendue | None:
    """« le gamin « Toto » », « "Bibi" fait la loi », « « Le Grec » et sa bande »."""
    quoted = _quotation(suite, rank)
    if quoted and _is_famous(suite, quoted):
        return quoted
    if quoted is None or not _is_nickname(suite, quoted):
        return None
    if suite.word(rank - 1) in GENS | FAMILLE and not suite.mots[rank].premier:
        return quoted
    alone = suite.before(rank) in _ENTRE or suite.mots[rank].premier
    met = suite.before(rank) in _RENCONTRE
    return quoted if alone and (met or _acts(suite, quoted)) else None


def _is_famous(suite: Suite, quoted: Etendue) -> bool:
    """« le fameux « bibiche » est revenu »: no ordinary word, and it does what people do."""
    first, last = quoted
    told = first == last and suite.word(first - 1) in ("fameux", "fameuse")
    coined = told and (not suite.mots[first].genres or _is_nickname(suite, quoted))
    return bool(coined) and suite.mots[first].plie not in _LIEUX and _acts(suite, quoted)


def _acts(suite: Suite, quoted: Etendue) -> bool:
    """« et sa bande », « fait la loi »; « « La Ruche » ouvre » is a shop's."""
    first, last = quoted
    deed = suite.word(last + 1)
    return _is_owner(suite, last) or deed in (VERBES if first == last else VERBES_SURS)


def _is_owner(suite: Suite, last: int) -> bool:
    """« « Le Grec » et sa bande »: nothing but somebody has one."""
    return suite.word(last + 1) == "et" and suite.word(last + 2) in ("son", "sa", "ses")


def _quotation(suite: Suite, rank: int) -> Etendue | None:
    """The few words between quotation marks that begin at `rank`."""
    mot = suite.at(rank)
    if mot is None or not _OUVRE.search(mot.entre):
        return None
    for last in range(rank, min(rank + _LONGEST, len(suite.mots))):
        after = suite.at(last + 1)
        if after is None or _FERME.match(after.entre):
            return rank, last
    return None


def _is_nickname(suite: Suite, quoted: Etendue) -> bool:
    """A word that is no ordinary one, or a capital after « le »: « Le Grec », « Toto »."""
    first, last = quoted
    words = [suite.mots[place] for place in range(first, last + 1)]
    if any(mot.plie in _LIEUX or mot.brut[0].isdigit() for mot in words):
        return False
    article = words[0].plie.removesuffix("'") in _ARTICLES and len(words) > 1
    capital = words[-1].casse is Casse.CAPITALE
    if article:
        return capital and len(words) == 2
    if len(words) == 2 and capital and words[0].casse is Casse.CAPITALE:
        return any(mot.plie in SURNOMS or mot.prenom <= 1 for mot in words) and _acts(
            suite, quoted
        )
    owner = capital and _is_owner(suite, last)
    return len(words) == 1 and (owner or _is_coined(words[0], capital=capital))


def _is_coined(mot: Terme, *, capital: bool) -> bool:
    """« Bibi », « Scarface », « lou »; not « mort », « Merci »."""
    doubled = bool(_REDOUBLE.fullmatch(mot.plie))
    known = mot.plie in SURNOMS or (mot.prenom <= 1 and (capital or not mot.genres))
    return doubled or known or (capital and not mot.genres)
