"""General words for a stretch that names somebody, and the little word before made to agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.domain.lecture.vocabulaire import fold, liste
from bot.domain.nominatif.etats_dits import etat
from bot.domain.nominatif.mots import FAMILLE, GENS, NOMMES, TITRES
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
_PROCHES: Final = {
    "petit": "enfant",
    "petite": "enfant",
    "petits": "enfants",
    "grand": "personne",
    "grande": "personne",
    "vieux": "personne",
    "vieille": "personne",
}
"""What is said of somebody by an adjective, by a noun."""
_SURNOMME: Final = liste(
    "surnomme surnommee surnommes surnommees prenomme prenommee alias prenom surnom blaze"
)
_DITS: Final = liste("dit dite dits dites pseudo")
"""« Karim dit Speedy »: the nickname goes with the word that announces it."""
_APPELLE: Final = ("appelle", "appellent", "appelait", "appeler", "surnomme", "surnomment")


def dits(
    before: str, named: str, after: str, natures: Sequence[Nature], *, crie: bool
) -> tuple[str, str]:
    """What stands before, mended, and the words in the place of `named`; after: what follows.

    natures: one for each name told together (« Sofia et Nour »). crie: the text is all capitals.
    """
    nature, opened = natures[0], before
    if nature is Nature.PERSONNE:
        before, words = _person(before, named, len(natures))
    elif nature is Nature.ADRESSE:
        before, words = _home(before, named)
    elif nature is Nature.MINEUR:
        words = re.split(r",?\s(?:âgée?|agée?|agee?|mineure?|de|d'|\d)", named, maxsplit=1)[0]
    elif nature is Nature.NAISSANCE:
        before, words = _born(before)
    elif nature in _FIXES:
        before, words = _number(before, _FIXES[nature])
    else:
        before, words = etat(before, named, after, nature)
    return before, words.upper() if crie else _cased(opened, before, named, words)


def _person(before: str, named: str, count: int) -> tuple[str, str]:
    words = [fold(word) for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", named)]
    first, last = words[0], _last(before)
    if last in _APPELLE:
        return before, _OMIS
    if first in NOMMES and last in _ARTICLES and first not in _SURNOMME:
        return _agreeing(before, "une personne")
    if first in NOMMES | _DITS:
        if last in ("son", "sa", "leur"):
            return before, _OMIS
        bare = before.rstrip().removesuffix(",")
        return bare, "" if bare else "une personne"
    said = _who(words, count, _KIN.sub(r"\1", named))
    if last in (GENS | FAMILLE) - {"grand"} and said == "une personne":
        return before.rstrip(), ""
    if last != "grand" and first in _PROCHES:
        return _agreeing(before, f"{_un(first)} {_PROCHES[first]}")
    if first in (GENS | FAMILLE) - TITRES:
        return before, named.split()[0]
    return _agreeing(before, said)


def _born(before: str) -> tuple[str, str]:
    """« jeune né le 3 mars 2009 » is « jeune »; « elle est née le 3 mars », « elle est (…) »."""
    last = _last(before)
    if not before.strip() or last in _AVANT:
        return _agreeing(before, "une personne")
    bare = before.rstrip()
    if bare.endswith("("):
        return bare, _OMIS.strip("()")
    if bare.endswith(":") or last in ("est", "sont", "etait", "serait", "etre"):
        return before, _OMIS
    return bare.removesuffix(","), ""


def _un(word: str) -> str:
    return "une" if _PROCHES[word] == "personne" else "des" if word.endswith("s") else "un"


def _who(words: Sequence[str], count: int, kin: str) -> str:
    """« une famille », « un couple », « un enfant », « deux personnes »; kin: « frères »."""
    titles = [word for word in words if word in TITRES]
    if "couple" in words[:2] or (len(titles) > 1 and count == 1):
        return "un couple"
    if "famille" in words[:2] or (words[0] == "les" and words[1] not in GENS | FAMILLE):
        return "une famille" if count == 1 else "des familles"
    if count > 1:
        return "deux personnes" if count == 2 else "plusieurs personnes"
    if words[0] in _GENRE and words[1:2] and words[1] in GENS | FAMILLE:
        near = words[1] in _PROCHES
        return f"{_un(words[1])} {_PROCHES[words[1]]}" if near else f"{_GENRE[words[0]]} {kin}"
    return "une personne"


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
    if not before.strip() or before.rstrip().endswith(":"):
        return before, words
    return before, ("à " if street or floor else "dans ") + words


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


def _last(before: str) -> str:
    """The word just before, folded, without its apostrophe."""
    found = _LAST.search(before)
    return fold(found.group(1)).strip(" '’\t\n") if found else ""


def _cased(opened: str, before: str, named: str, words: str) -> str:
    """A capital where a sentence begins, as there was one; opened: what stood before."""
    begins = not before.strip() or before.rstrip()[-1] in ".!?"
    was = (opened[len(before.rstrip()) :] + named).lstrip()[:1]
    return words[0].upper() + words[1:] if words and begins and was.isupper() else words
