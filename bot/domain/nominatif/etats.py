"""What a text tells of a person that it should not: health, faith, origin, deeds, danger.

The words are those of `donnees/etats.tsv` (M11: RGPD art. 9 and 10; M12: danger).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from bot.domain.nominatif.passage import Nature, Passage

TABLE: Final = Path(__file__).with_name("donnees") / "etats.tsv"
_QUI, _CHOSE, _ACTE = "qui", "chose", "acte"
_NEAR: Final = 45
"""Characters before a word among which whom it is told of is looked for."""
_A_THING: Final = 28
_DETERMINE: Final = re.compile(
    r"(?:c'est|est|etait|sont|l'|les|des|un|une|deux|trois|son|sa|ce|cet|cette|ces)"
    r"(?:\s(?:ancienn?e?|jeune|vieux|vieille|grande?|petite?|ex|autre))?\s?$"
)
_PRONOMS: Final = ("il ", "elle ", "lui ", "qui ", "c'est ", "sa grossesse")
"""« il a volé » has its subject within."""
_SUJET_DEDANS: Final = re.compile(
    r"(?:(?:le|la|son|sa|leur|ce|cette) (?:[a-z]+) (?:d\S+ ?(?:la |l')?\w+ )?a|celui|"
    r"personne|femme|homme|fille|garcon|voisine?|jeune|ado) "
)
"""« le gardien a tapé » has its subject within too."""
_SUBI: Final = re.compile(r"\b(?:on|ils|elles) $")
"""« on lui a volé son vélo » is told of whoever had it."""
_ECRIT: Final = re.compile(r"\b(?:tags?|graffitis?|inscriptions?|affiches?|flyers?) ")
"""What is read on a wall is told of nobody."""
_EN_GENERAL: Final = re.compile(
    r"\b(?:contre|lutte|prevention|sensibilisation|campagne|journee|semaine|debat|theatre|film|"
    r"formation|atelier|affaires?|proces|rumeurs?|affiches?|numeros?|stand|reunion|depistage|association|droits?)\b[^.!?]{0,30}$"
)
"""« marche contre les violences conjugales » tells of nobody's."""
_MANY: Final = re.compile(
    r"\b(?:groupes? d[e']\s?(?:femmes|hommes|jeunes|mamans|gens|familles|habitants)|"
    r"les (?:fideles|croyants)|communaute|collectif|alcooliques anonymes)\b[^.!?]{0,25}$"
)
"""« groupe de femmes africaines », « les fidèles prient »: nobody in particular."""
_DOES: Final = re.compile(
    r"\s(?:du (?:\d|rez|rdc|hall|bat|coin|fond|kebab|snack|bar|tabac|resto|premier|second)|"
    r"qui|nous|veut|dit|vend|habite|vient|tient|fait le|dormait|vivait|trainait|zonait|vendait|"
    r"menace|insulte|refuse|parle|dort|traine|cherche|squatte|deale|roule|rode|gere|recrute|"
    r"a (?!\d)|est)\b"
)
Verdict = Callable[[str, re.Match[str]], bool]


def etats(simple: str) -> Iterator[Passage]:
    """What `simple` (folded) tells of somebody's state or deeds; no name is needed for that."""
    for nature, holds in _JUDGES.items():
        for match in _words(nature).finditer(simple):
            written = _ECRIT.search(simple, max(0, match.start() - _NEAR), match.start())
            if not written and holds(simple, match):
                yield Passage(*match.span(), nature)


def _of_somebody(simple: str, match: re.Match[str]) -> bool:
    """Somebody is its subject, near before; not a thing (« place handicapé »)."""
    before = simple[max(0, match.start() - _NEAR) : match.start()]
    suffered = match.group().startswith("lui ") and _SUBI.search(before)
    if suffered or _is_of_a_thing(before):
        return False
    sentence = re.split(r"[.!?\n]", before)[-1]
    if _is_a_subject(before, sentence) or _MANY.search(sentence):
        return False
    if match.group().startswith(_PRONOMS):
        return True
    if _SUJET_DEDANS.match(match.group()):
        return True
    told = _words(_QUI).search(sentence) or _DETERMINE.search(before)
    return bool(told or _is_the_one(simple, match))


def _is_of_a_thing(before: str) -> bool:
    """« place handicapé », « kebab turc »; not « le patron du snack »."""
    thing = _of_a_thing().search(before[-_A_THING:])
    if not thing:
        return False
    owner = before[: len(before) - len(before[-_A_THING:]) + thing.start()]
    return not re.search(rf"{_words(_QUI).pattern} (?:du|de la|de l'|d'un|d'une) ?$", owner)


def _is_a_subject(before: str, sentence: str) -> bool:
    """« réunion sur l'autisme »: what is talked about; not « elle se bat contre un cancer »."""
    return bool(_EN_GENERAL.search(before)) and not _words(_QUI).search(sentence)


def _is_the_one(simple: str, match: re.Match[str]) -> bool:
    """« le gitan du rez-de-chaussée », « la Portugaise veut »; not « le kebab turc »."""
    article = re.search(r"\b(?:le|la)\s$", simple[: match.start()])
    return bool(article and _DOES.match(simple, match.end()))


def _by_a_deed(simple: str, match: re.Match[str]) -> bool:
    """A single minor's age says who it is once a deed or a place does the rest."""
    return bool(_words(_ACTE).search(simple[: match.start()] + " " + simple[match.end() :]))


def _not_in_general(simple: str, match: re.Match[str]) -> bool:
    return not _EN_GENERAL.search(simple[max(0, match.start() - _NEAR) : match.start()])


def _always(_simple: str, _match: re.Match[str]) -> bool:
    return True


_JUDGES: Final[dict[Nature, Verdict]] = {
    Nature.DANGER: _not_in_general,
    Nature.MINEUR: _by_a_deed,
    Nature.SANTE: _of_somebody,
    Nature.RELIGION: _of_somebody,
    Nature.ORIGINE: _of_somebody,
    Nature.OPINION: _always,
    Nature.VIE_SEXUELLE: _of_somebody,
    Nature.INFRACTION: _of_somebody,
}


@cache
def _words(kind: str) -> re.Pattern[str]:
    """Any of its expressions, from where a word begins; the longest written first."""
    end = r"(?![a-z])" if kind in (_QUI, _ACTE) else ""
    longest = sorted(_table()[kind], key=len, reverse=True)
    return re.compile(rf"(?<![a-z])(?:{'|'.join(longest)}){end}")


@cache
def _of_a_thing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_table()[_CHOSE])})\s(?:\w+\s)?(?:\w+\s)?$")


@cache
def _table() -> dict[str, list[str]]:
    """« sœur » folds to « sour », as long as it was."""
    table: defaultdict[str, list[str]] = defaultdict(list)
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, _, words = line.partition("\t")
            table[kind].append(words.replace("oeu", "oe?u"))
    return table
