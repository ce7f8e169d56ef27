"""Where somebody lives: a street address, a floor, a door, a flat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from bot.domain.nominatif.lieux import VOIES
from bot.domain.nominatif.passage import Nature, Passage

_NUMERO: Final = r"(?:n\s?[°o]\s?|numero\s)?\d{1,4}(?:\s?(?:bis|ter|quater|[a-d])(?![a-z]))?"
_VOIE: Final = (
    "(?:"
    + "|".join(sorted(VOIES - {"r", "ch", "pl", "all"}, key=len, reverse=True))
    + r"|(?:r|pl|all|lot)\.|(?:r|ch|pl|all)(?=\s(?:d[eu]s?\s|d'|l[ae]\s)))"
)
_NOM_DE_VOIE: Final = (
    r"(?:\s(?:de\sla|de\sl'|de|du|des|d'|la|le|les|l'|"
    r"\s)*\s?[a-z0-9'\-]{2,}(?:[ -](?:et\s)?(?!(?:au|a|et|ou|est|il|elle|on|qui|pour|"
    r"car|mais|avec|porte|appt|apt|app|appartement|bat|etage|hall|esc|escalier|entree|"
    r"code|interphone|immeuble|residence|tour|depuis|se|ne|en|"
    r"dans|sur|hs|seul|seule|tres|habit\w+|vit|vivent|loge\w*|reside\w*|demeure\w*|\d)\b)"
    r"[a-z'\-]{2,}){0,2})"
)
_ETAGE: Final = (
    r"(?:\d{1,2}\s?(?:er|ere|e|eme|ieme|nd|nde|me)\s?(?:etage|et\b|etg)|"
    r"etage\s?(?:n°\s?)?\d{1,2}|rdc|rez[ -]de[ -]chaussee|(?:premier|deuxieme|"
    r"troisieme|quatrieme|cinquieme|sixieme|septieme|huitieme|neuvieme|dixieme|"
    r"dernier)\setage)"
)
_COTE: Final = (
    r"(?:\d{1,2}\s?(?:er|ere|e|eme|ieme|nd|nde|me)(?:\s?etage)?|rdc|"
    r"etage\s\d{1,2})\s?,?\s?(?:a\s)?(?:gauche|droite|porte\s(?:de\s)?(?:gauche|"
    r"droite|face|du\sfond|\d{1,4}|[bcef]\b)|en\sface|face\s(?:a\sl'\s?)?asc\w*|"
    r"fond\sdu\scouloir|gche|drte)"
)
_LOGEMENT: Final = (
    r"\b(?:appts?|apt|aprt|appartements?|apparts?|app|lgt|logements?|studio|chambre|"
    r"chbre)\.?\s?(?:n\s?[°o]\.?\s?|numero\s|num\s|no\s)?"
    r"(?:\d{1,4}\s?[a-z]?\b|[a-f]\d{1,3}\b|[bcef]\b(?!'))"
    r"|\b(?:porte|pte)\s?(?:n\s?[°o]\.?\s?|numero\s)?(?:\d{1,4}[a-z]?\b(?!-\d)"
    r"(?!\sd(?:u|e\sla|e\sl'|es)\s?(?:gymnase|stade|parking|garage|local|hall|bat|"
    r"metro|bus|marche))|"
    r"(?:de\s)?(?:gauche|droite)\b(?!\s(?:est|du|de\sl|d'|ne|bloquee?|cassee?|hs|ouverte|fermee?|en\spanne))"
    r"|[a-f]\d{1,3}\b|[bcef]\b(?!'))"
    r"|\b\d{1,3}[a-z]?\s?,?\s?(?:boite|bte)\s\d{1,3}\b"
    r"|\b(?:escalier|esc)\.?\s?(?:\d{1,2}|[a-f])\b(?!')[\s,]{1,2}(?:\d{1,2}\s?(?:er|e|"
    r"eme)\b|porte|appt)\s?\w*"
)
_COMMUNS: Final = re.compile(
    r"\b(?:ascenseurs?|ascensseur|acenseur|asc|palier|paliers|couloirs?|hall|"
    r"escaliers?|cage|coursives?|communs|local|gaine|lumieres?|"
    r"lampes?|eclairage|eclairages|minuterie|vide[ -]?ordures|neons?|fuite|parking|"
    r"interphone|cave|caves|parties|tag|tags|"
    r"detecteur|trappe|colonne|odeurs?|fenetres?|encombrants?|vitres?|extincteurs?|boites?)\b"
)
_HABITE: Final = re.compile(
    r"\b(?:habit(?:e|ent|ait|aient|ant|er)|domicili\w*|demeur\w+|resid(?:e|ent|ait|"
    r"ant)|loge(?:e|es|nt|ait)?|vit|vivent|vivait|"
    r"relog\w+|emmenage\w*|demenage\w*|heberge\w*|adresse|domicile|(?:il|elle|ils|"
    r"elles) crech\w+|chez (?:lui|elle|eux|sa|"
    r"son|ses|un|une|la|le|mr|mme)|locataires?|proprietaire)\b"
)
_Y_VIT: Final = re.compile(r"\s?,?\s?(?:ou )?(?:habit|demeur|resid|log|vi)(?:e|ent|t|vent)\b")
_QUELQU_UN: Final = re.compile(
    r"\b(?:dames?|monsieur|mr|mme|mlle|madame|voisine?|famille|personne (?:agee|"
    r"isolee)|resident|residente|mere|pere|papi|mamie|"
    r"homme|femme|couple|retraite|retraitee|il|elle|jeune|dealer|fils|fille|frere|"
    r"soe?ur|occupant|occupante|squatteur|habitante?)\b"
)


def adresses(simple: str, *, nommes: bool, lieu: bool) -> Iterator[Passage]:
    """Homes told in `simple` (folded). nommes: somebody is named; lieu: a place is meant.

    « rdc bât A » says where a thing stands; a floor is a home with a flat, a door or a person.
    """
    for match in _home().finditer(simple):
        yield _home_of(match)
    if (lieu and _home().search(simple)) or _lives(simple, nommes=nommes):
        for match in _floor().finditer(simple):
            if not _COMMUNS.search(simple):
                yield Passage(*match.span(), Nature.ADRESSE)
    if not lieu:
        inside = nommes or bool(_home().search(simple))
        for match in _street().finditer(simple):
            if inside or _told_of_somebody(simple, *match.span()):
                yield Passage(*match.span(), Nature.ADRESSE)


def _home_of(match: re.Match[str]) -> Passage:
    """Without the blank that a letter may follow: « l'appt 52 jette »."""
    return Passage(match.start(), match.start() + len(match.group().rstrip()), Nature.ADRESSE)


def _lives(simple: str, *, nommes: bool) -> bool:
    return nommes or bool(_HABITE.search(simple) or _QUELQU_UN.search(simple))


def _told_of_somebody(simple: str, start: int, end: int) -> bool:
    """Whether what is around says that somebody lives there, or speaks of one person."""
    before = simple[max(0, start - 60) : start]
    return bool(
        _HABITE.search(before)
        or _Y_VIT.match(simple, end)
        or re.search(_QUELQU_UN.pattern + r"[^.!?]{0,25}\b(?:du|au|,)\s?$", before)
    )


@cache
def _home() -> re.Pattern[str]:
    return re.compile(rf"{_COTE}|{_LOGEMENT}")


@cache
def _floor() -> re.Pattern[str]:
    return re.compile(rf"\b{_ETAGE}")


@cache
def _street() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\d){_NUMERO}\s?,?\s?{_VOIE}(?![a-z]){_NOM_DE_VOIE}"
        rf"|\b{_VOIE}(?![a-z]){_NOM_DE_VOIE},?\s(?:au\s)?(?:n\s?[°o]|numero)\s?\d{{1,4}}"
    )
