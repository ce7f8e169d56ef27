"""General words for what a text tells of somebody's state or deeds, so that it reads as French."""

from __future__ import annotations

import re
from typing import Final

from bot.domain.lecture.vocabulaire import fold, liste
from bot.domain.nominatif.passage import Nature
from bot.domain.nominatif.texte import plat

_DERNIER: Final = re.compile(r"((?<![^\W\d_])[^\W\d_]+['’]?)\s*$")
_OMIS: Final = "(…)"
_NIE: Final = re.compile(r"\b(?:ne|n'|se|s'est|s'etait|n'(?:a|ont|est|avait))\s?$")
"""« il ne fait pas le ramadan », « s'est radicalisé »: no words are right after these."""
_PRENNENT: Final = liste(
    "prend prennent prendre pris attend attendent fait faire suit suivre oublie arrete avale "
    "achete cherche vole perdu"
)
"""What one does of one's treatment: « il attend (…) »."""
_CHOSE_DITE: Final = re.compile(
    r"(?:casier|mandat|oqtf|interdiction|(?:du )?sursis|bracelet|obligation|travail d|suivi|"
    r"(?:en |un |son |ses |des )?tig\b)"
)
"""What somebody has, and is not."""
_CONTRACTES: Final = {"du": "d'", "au": "à ", "aux": "à "}
_LOURDS: Final = liste("gros grosse grosses grave graves lourd lourds lourde petits petit")
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
    r"drogue|boiteu|borgne|manchot|bossu|unijambiste|ampute|migrant|anorexique|asthmatique|obese|dement|mal|muet|begue|non-voyant|invalide)"
)
"""Of what is told of health, what is said of the person and not of an illness."""
_SANS_MAL: Final = re.compile(r"enceinte|handicap|sourd|aveugle|mal|muet|autis|trisomi")
"""A state, and no difficulty of the day."""
_AGIT: Final = re.compile(
    r"(?:(?:il|elle|lui|qui)\s)?(?:sort|deal|(?:re)?vend|trafique|attend(?:ait)?\s|cambriol(?:e|ait)$|braque|vole\s|vote|milit(?:e|"
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
_SUJET: Final = re.compile(
    r"^(?:(?:il|elle|lui|qui)\s|(?:celui|celle)\s(?:d\w*\s(?:\w+\s){1,2})?qui\s|"
    r"(?:le|la|son|sa|leur|ce|cette)\s[a-z]+\s(?:d\S+\s?(?:la\s|l')?\w+\s)?(?=a\s))"
)
"""Whom a deed is told of, when it is told with them."""
_COMPLEMENT: Final = re.compile(r"\s(?:un|une|des|le|la|les|du|son|sa|ses)\b|\s?l['’]")
_PLURIEL: Final = re.compile(r"(?:sont|ont|\w{2,}(?<![im])ent)\b")
_TRAITS: Final = (Nature.RELIGION, Nature.ORIGINE, Nature.VIE_SEXUELLE, Nature.OPINION)
"""What nothing general stands for: the sentence says the same without it."""


def etat(before: str, named: str, after: str, nature: Nature) -> tuple[str, str]:
    """What stands before, mended, and the words in the place of `named`."""
    simple = plat(named)
    if nature is Nature.DANGER or _NIE.search(plat(before)):
        return before, _OMIS
    if _AGIT.match(_SUJET.sub("", simple)):
        return _deed(before, named, after, nature)
    person = not _CHOSE_DITE.match(simple) and (
        nature is not Nature.SANTE or bool(_GENS.match(simple))
    )
    if not person and (taken := _taken(before)) is not None:
        return taken, _OMIS
    if owned := _POSSEDE.match(simple):
        return _elided(before, _CHOSES[owned.group(1)])
    if _PREPOSITION.match(simple):
        return before, _predicate(nature)
    return _named_beside(before, simple, nature, person=person)


def _named_beside(before: str, simple: str, nature: Nature, *, person: bool) -> tuple[str, str]:
    """A noun after its little word, or what goes with the noun before."""
    last = _last(before)
    if last in _CONTRACTES:
        bare = before[: len(before.rstrip()) - len(last)]
        return bare, f"{_CONTRACTES[last]}{'une personne' if person else 'un souci'}"
    if last == "de" and person and simple.endswith("s"):
        return before, "personnes"
    if last in _LOURDS and not person:
        return before, "soucis" if simple.endswith("s") or last.endswith("s") else "souci"
    if last in _UN | _DES | _COMPTES or not before.strip():
        return _noun(before, last, person=person)
    return _beside(before, last, _predicate(nature, simple), person=person)


def _taken(before: str) -> str | None:
    """What stands before « son », « une », where one takes, awaits or does it."""
    bare = before.rstrip()
    if _last(bare) in _UN | _DES | {*_SIENS, "ses", "leurs", "mes"}:
        bare = bare[: len(bare) - len(_word(bare))].rstrip()
    return bare + " " if _last(bare) in _PRENNENT else None


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
    subject = _SUJET.match(plat(named))
    deed = plat(named)[subject.end() if subject else 0 :]
    many = _last(before) in ("ils", "elles") or _PLURIEL.match(deed)
    if nature is Nature.OPINION:
        words = "donnent un avis" if many else "donne un avis"
    elif nature is Nature.SANTE or nature in _TRAITS:
        words = f"{'sont' if many else 'est'} {_predicate(nature)}"
    else:
        words = "posent problème" if many else "pose problème"
    goes_on = " :" if nature is Nature.INFRACTION and _COMPLEMENT.match(after) else ""
    return before, named[: subject.end() if subject else 0] + words + goes_on


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
