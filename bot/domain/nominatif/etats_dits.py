"""General words for what a text tells of somebody's state or deeds, so that it reads as French."""

from __future__ import annotations

import re
from typing import Final

from bot.domain.lecture.vocabulaire import fold, liste
from bot.domain.nominatif.passage import Nature

_DERNIER: Final = re.compile(r"((?<![^\W\d_])[^\W\d_]+['’]?)\s*$")
_UN: Final = liste("un une le la l ce cet cette")
_DES: Final = liste("des les ces")
_COMPTES: Final = liste("deux trois quatre cinq six plusieurs quelques")
_SIENS: Final = {"sa": "sa", "son": "sa", "leur": "leur", "ma": "ma", "mon": "ma"}
_DE: Final = ("de", "d", "pour", "avec", "contre", "a", "avait", "ont", "aurait", "par")
_VERBES_D_ETAT: Final = liste(
    "est sont etait etaient serait suis reste restent semble parait devient devenu devenue"
)
_ADVERBES: Final = re.compile(
    r"(?:\b(?:tr[eè]s|trop|bien|plut[oô]t|vraiment|un peu|toujours|encore|si|assez)\s)+$",
    re.IGNORECASE,
)
_GENS: Final = re.compile(
    r"(?:schizo|bipolaire|depressi[fv]|deprime|diabetique|epileptique|autiste|handicapee?s?$|"
    r"trisomique|seropositi|alcoolique|toxico|heroinomane|cocainomane|sourd|aveugle|malade|"
    r"drogue|migrant|anorexique|asthmatique|obese|dement|mal|muet|begue|non-voyant|invalide)"
)
"""Of what is told of health, what is said of the person and not of an illness."""
_SANS_MAL: Final = re.compile(r"enceinte|handicap|sourd|aveugle|mal|muet|autis|trisomi")
"""A state, and no difficulty of the day."""
_AGIT: Final = re.compile(
    r"(?:(?:il|elle|lui|qui)\s)?(?:sort|deal|re?vend|cambriol(?:e|ait)$|braque|vole\s|vote|milit(?:e|"
    r"ent|ait)\s|se\s|s'|fait|prend|consomme|fume|sniffe|carbure|a\s|ont\s|est\s|sont\s|entend|"
    r"perd\s|souffre|ne\s|porte|retire|enleve|garde\s(?:son|le)|mis\s|prie|va\s|couche|trompe\s|"
    r"boi(?:t|vent)\s|tient|trempe|cultive|plante|passe\s|parle|rentre|revient)"
)
_PREPOSITION: Final = re.compile(r"(?:en|sous|dans|avec|sans|au|d'origine|de couleur)\b")
_CHOSES: Final = {
    **dict.fromkeys(("sa", "son", "ma", "mon"), "sa situation"),
    **dict.fromkeys(("ses", "mes", "leurs"), "ses soucis"),
    **dict.fromkeys(("un", "une", "la", "le", "leur"), "un souci"),
    "des": "des soucis",
}
_POSSEDE: Final = re.compile(rf"({'|'.join(_CHOSES)})\s")
"""What is told with its own little word: « sa grossesse », « une dépression », « la gale »."""
_SUJET: Final = re.compile(r"^(?:(il|elle|lui|qui)\s)", re.IGNORECASE)
_COMPLEMENT: Final = re.compile(r"\s(?:un|une|des|le|la|les|du|son|sa|ses)\b|\s?l['’]")
_TRAITS: Final = (Nature.RELIGION, Nature.ORIGINE, Nature.VIE_SEXUELLE, Nature.OPINION)
"""What nothing general stands for: the sentence says the same without it."""


def etat(before: str, named: str, after: str, nature: Nature) -> tuple[str, str]:
    """What stands before, mended, and the words in the place of `named`."""
    simple, last = fold(named), _last(before)
    if nature is Nature.DANGER:
        return before, "(…)"
    if _AGIT.match(simple):
        return _deed(before, named, after, nature)
    if owned := _POSSEDE.match(simple):
        return _elided(before, _CHOSES[owned.group(1)])
    if _PREPOSITION.match(simple):
        return before, _predicate(nature)
    person = nature is not Nature.SANTE or bool(_GENS.match(simple))
    if last in _UN | _DES | _COMPTES or not before.strip():
        return _noun(before, last, person=person)
    return _beside(before, last, _predicate(nature, simple), person=person)


def _noun(before: str, last: str, *, person: bool) -> tuple[str, str]:
    """« un alcoolique » is « une personne », « un cancer » is « un souci »."""
    if last in _COMPTES:
        return before, "personnes" if person else "soucis"
    bare = before[: len(before.rstrip()) - len(_word(before))] if last else before
    if last in _DES:
        return bare, "des personnes" if person else "des soucis"
    return _elided(bare, "une personne" if person else "un souci")


def _beside(before: str, last: str, predicate: str, *, person: bool) -> tuple[str, str]:
    """After a noun, « est », « sa », « de »."""
    bare = _ADVERBES.sub("", before)
    if _last(bare) in _VERBES_D_ETAT:
        return bare, predicate
    if last in _SIENS and not person:
        return before[: len(before.rstrip()) - len(last)] + _SIENS[last] + " ", "situation"
    if last in _DE:
        return _elided(before, "une personne" if person else "un souci")
    return (bare.rstrip(), "") if predicate == "là" else (bare, predicate)


def _deed(before: str, named: str, after: str, nature: Nature) -> tuple[str, str]:
    """« il a volé un scooter » is « il pose problème : un scooter »."""
    subject = _SUJET.match(named)
    many = _last(before) in ("ils", "elles") or re.search(r"\b(?:sont|ont|\w+ent)\b", fold(named))
    if nature is Nature.OPINION:
        words = "donnent un avis" if many else "donne un avis"
    elif nature is Nature.SANTE or nature in _TRAITS:
        words = f"{'sont' if many else 'est'} {_predicate(nature)}"
    else:
        words = "posent problème" if many else "pose problème"
    goes_on = " :" if nature is Nature.INFRACTION and _COMPLEMENT.match(after) else ""
    return before, (subject.group() if subject else "") + words + goes_on


def _predicate(nature: Nature, simple: str = "") -> str:
    """What may follow « est »."""
    if nature is Nature.SANTE and not _SANS_MAL.match(simple):
        return "en difficulté"
    return "là" if nature in _TRAITS else "dans une situation particulière"


def _elided(before: str, words: str) -> tuple[str, str]:
    """« de » and « d' » before a vowel."""
    return re.sub(r"\b([dD])(?:e\s|['’]\s?)$", r"\1'", before), words


def _word(before: str) -> str:
    found = _DERNIER.search(before)
    return found.group(1) if found else ""


def _last(before: str) -> str:
    return fold(_word(before)).rstrip("'’")
