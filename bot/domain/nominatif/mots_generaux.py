"""General words for a stretch that names somebody, and the little word before made to agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.domain.lecture.vocabulaire import fold, liste
from bot.domain.nominatif.mots import FAMILLE, GENS, TITRES
from bot.domain.nominatif.passage import Nature

_LAST: Final = re.compile(r"(\b(?:[ld]['’]|[^\W\d_]+)\s*)$")
_KIN: Final = re.compile(r"^[^\W\d_]+['’\s]+([^\W\d_]+(?:-[^\W\d_]+)*).*$", re.DOTALL)
"""The second word of a stretch."""
_OMIS: Final = "(…)"
_FIXES: Final = {
    Nature.TELEPHONE: "un numéro",
    Nature.NIR: "un numéro",
    Nature.IBAN: "un numéro de compte",
    Nature.COURRIEL: "une adresse de courriel",
    Nature.PSEUDO: "un compte",
    Nature.PLAQUE: "une plaque",
}
_A_STREET: Final = re.compile(r"\d+ ?(?:bis|ter)?,? [a-z. ]*[a-z'-]+,? $")
"""« 8 allée des Lilas », just before: the flat goes without a word."""
_AVANT: Final = liste("a au sur par de du d le la l un une vers avec pour et ou du")
"""Little words after which « un numéro » is a part of the sentence."""
_ARTICLES: Final = {
    "le": "",
    "la": "",
    "l": "",
    "un": "",
    "une": "",
    "ce": "",
    "cet": "",
    "cette": "",
}
_CONTRACTES: Final = {
    "du": "d'",
    "des": "d'",
    "de": "d'",
    "d": "d'",
    "au": "à ",
    "aux": "à ",
    "que": "qu'",
    "qu": "qu'",
}
_GENRE: Final = {
    "le": "un",
    "la": "une",
    "l": "un",
    "les": "des",
    "ces": "des",
    "ce": "un",
    "cet": "un",
    "cette": "une",
}
_ENFANTS: Final = {"petit": "enfant", "petite": "enfant", "petits": "enfants"}


def dits(before: str, named: str, natures: Sequence[Nature]) -> tuple[str, str]:
    """What stands before, mended, and the words in the place of `named`.

    natures: one for each name told together (« Sofia et Nour »).
    """
    nature = natures[0]
    if nature is Nature.PERSONNE:
        before, words = _person(before, named, len(natures))
    elif nature is Nature.ADRESSE:
        before, words = _home(before, named)
    elif nature is Nature.MINEUR:
        words = re.split(r"\s(?:âgée?|agée?|agee?|mineure?|de|d'|\d)", named, maxsplit=1)[0]
    elif nature in _FIXES:
        before, words = _number(before, _FIXES[nature])
    else:
        before, words = _omitted(before, nature)
    return before, _cased(before, named, words)


def _person(before: str, named: str, count: int) -> tuple[str, str]:
    words = [fold(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", named)]
    if _last(before) in ("appelle", "appellent", "appelait"):
        return before, _OMIS
    if words[0] in (
        "surnomme",
        "surnommee",
        "prenomme",
        "prenommee",
        "alias",
        "prenom",
        "surnom",
        "blaze",
    ):
        return _without_comma(before), ""
    if words[0] in (
        "nomme",
        "nommee",
        "denomme",
        "denommee",
        "certain",
        "certaine",
        "appele",
        "appelee",
    ):
        return (
            _agreeing(before, "une personne")
            if _last(before) in _ARTICLES
            else (_without_comma(before), "")
        )
    said = _who(words, count, _KIN.sub(r"\1", named))
    if _last(before) in GENS | FAMILLE and said == "une personne":
        return before.rstrip(), ""
    if words[0] in _ENFANTS:
        return _agreeing(before, f"un {_ENFANTS[words[0]]}")
    if words[0] in (GENS | FAMILLE) - TITRES:
        return before, named.split()[0]
    return _agreeing(before, said)


def _who(words: Sequence[str], count: int, kin: str) -> str:
    """« une famille », « un couple », « un enfant », « deux personnes »; kin: « frères »."""
    titles = [word for word in words if word in TITRES]
    if words[0] == "couple" or words[1:2] == ["couple"] or (len(titles) > 1 and count == 1):
        return "un couple"
    if "famille" in words[:2]:
        return "une famille"
    if count > 1:
        return "deux personnes" if count == 2 else "plusieurs personnes"
    if words[0] in _GENRE and words[1:2] and words[1] in GENS | FAMILLE:
        return f"{_GENRE[words[0]]} {_ENFANTS.get(words[1], kin)}"
    return "une famille" if words[0] == "les" else "une personne"


def _home(before: str, named: str) -> tuple[str, str]:
    simple = fold(named)
    street = bool(
        re.match(r"(?:n°\s?)?\d+\s?(?:bis|ter|[a-d])?\s?,?\s?[a-z]{2,}", simple)
    ) and not re.match(r"\d+\s?(?:e|er|eme|nd)\b", simple)
    floor = "etage" in simple and not re.search("gauche|droite|porte|face|fond", simple)
    words = "une adresse" if street else "un étage" if floor else "un logement"
    if not street and _A_STREET.search(fold(before)):
        return before.rstrip().removesuffix(","), ""
    before = re.sub(r"\b(?:de la|de l'|de l’)\s*$", "de ", before, flags=re.IGNORECASE)
    before = re.sub(r"\b(?:à|a) (?:la|l'|l’)\s*$", "à ", before, flags=re.IGNORECASE)
    if _last(before) in _AVANT | {"dans", "devant", "chez", "des", "aux", "cet", "ce", "cette"}:
        return _agreeing(before, words)
    return before, words if not before.strip() else ("à " if street or floor else "dans ") + words


def _number(before: str, words: str) -> tuple[str, str]:
    """« joindre à un numéro »; « son numéro (…) »; « rappeler une personne (un numéro) »."""
    last = _last(before)
    if last in (
        "num",
        "numero",
        "tel",
        "telephone",
        "portable",
        "fixe",
        "mail",
        "rib",
        "iban",
        "snap",
        "insta",
        "secu",
    ):
        return before, _OMIS
    if last in _AVANT:
        return _agreeing(before, words)
    return before, words if not before.strip() else f"({words})"


def _omitted(before: str, nature: Nature) -> tuple[str, str]:
    last = _last(before)
    if nature in (Nature.ORIGINE, Nature.RELIGION) and last in _ARTICLES:
        return _agreeing(before, "une personne")
    if nature in (Nature.ORIGINE, Nature.RELIGION) and last in ("des", "les", "ces"):
        return _LAST.sub("", before), "des personnes"
    if last in {*_ARTICLES, "des", "de", "d", "du", "les"}:
        before = _LAST.sub("", before)
    # « parle d'un viol » leaves « parle d' ».
    return re.sub(r"\b([dD])['’]$", r"\1e ", before), _OMIS


def _agreeing(before: str, words: str) -> tuple[str, str]:
    """Neither « le une personne » nor « de une », « au un »."""
    last = _last(before)
    if last in _ARTICLES:
        return _agreeing(_LAST.sub("", before), words)
    if last == "les":
        return _LAST.sub("", before), words
    if last in _CONTRACTES and not (words[0] not in "u" and last in ("de", "que")):
        return _LAST.sub(_CONTRACTES[last], before), words
    return before, words


def _without_comma(before: str) -> str:
    return before.rstrip().removesuffix(",")


def _last(before: str) -> str:
    """The word just before, folded, without its apostrophe."""
    found = _LAST.search(before)
    return fold(found.group(1)).strip(" '’\t\n") if found else ""


def _cased(before: str, named: str, words: str) -> str:
    """A capital where a sentence begins; all capitals among capitals."""
    letters = [char for char in before + named if char.isalpha()]
    if len(letters) > 8 and sum(map(str.isupper, letters)) > 0.7 * len(letters):
        return words.upper()
    if words[:1].isalpha() and (not before.strip() or before.rstrip()[-1] in ".!?\n"):
        return words[0].upper() + words[1:] if named[:1].isupper() else words
    return words
