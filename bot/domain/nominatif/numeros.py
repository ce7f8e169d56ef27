"""What reaches or identifies somebody by a number or an address: found by its shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from bot.domain.nominatif import en_ligne, papiers
from bot.domain.nominatif.forme import Patron, toujours
from bot.domain.nominatif.passage import Nature, Passage

_CHIFFRE: Final = (
    "zero|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|"
    "seize|vingts?|trente|quarante|cinquante|soixante|septante|octante|nonante|cent|et|puis|\\d{1,2}"
)


def numeros(texte: str, simple: str) -> Iterator[Passage]:
    """Numbers and addresses of `texte`; `simple` is the same, folded, with as many characters."""
    for nature, pattern, holds in _shapes():
        for match in pattern.finditer(simple):
            start, end = match.span("x") if "x" in pattern.groupindex else match.span()
            if holds(texte[start:end], simple[max(0, start - 40) : start]):
                yield Passage(start, end, nature)


@cache
def _shapes() -> tuple[tuple[Nature, re.Pattern[str], Callable[[str, str], bool]], ...]:
    return tuple(
        (nature, re.compile(pattern), holds)
        for nature, pattern, holds in (*en_ligne.FORMES, *papiers.FORMES, *_TELEPHONES)
    )


_TIRET: Final = "\\-\u2010\u2011\u2012\u2013\u2014"
_ENTRE: Final = rf"(?:\s?[,;]\s?|[\s./{_TIRET}_·•()]{{0,3}})"
_FRANCAIS: Final = (
    rf"(?<!\d)(?<!\d[-.])(?:\+{{0,2}}(?:\+|00)\s?33{_ENTRE}(?:0{_ENTRE})?|\(?(?:(?<![a-z])o|0){_ENTRE})"
    rf"[1-9o](?:{_ENTRE}[\doli]){{8}}(?!\d|[a-z_]{{2}})"
)
_ZERO_ECRIT: Final = r"\bzero[\s,.\-]{1,2}[1-9](?:[\s,.\-]{0,2}\d){8}(?!\w)"
_PAR_PAIRES: Final = r"(?<!\d)0\s?[1-9](?P<e>\s?[^\w\s]{1,3}\s?)\d\d(?:(?P=e)\d\d){3}(?!\d)"
"""Any mark, if it is the same all along: « 06:39 » alone is an hour."""
_APRES_ZERO_SIX: Final = (
    r"(?<![\w.\-/])0[67]\W{0,3}(?:c'est|est)?[^\w\n]{1,4}\d\d(?:[\s.\-]{0,2}\d\d){3}(?!\w)"
)
_ETRANGER: Final = r"(?<!\w)(?:\+|00)\s?[1-9](?:[\s./\-()]{0,3}\d){7,14}(?!\w)"
_PAYS_VOISINS: Final = r"(?<!\w)(?:33|32|212|213|216)[\s.]?[1-9](?:[\s.\-]?\d){7,8}(?!\w)"
_BELGE: Final = r"(?<!\w)0\d{1,3}\s?/\s?\d{2,3}[\s.]?\d{2}[\s.]?\d{2}(?![\w/])"
_ANGLAIS: Final = r"(?<!\w)07\d{3}\s?\d{3}\s?\d{3}(?!\w)"
_AMERICAIN: Final = r"(?<![\w(])(?:\([2-9]\d\d\)\s?|[2-9]\d\d[.\-])[2-9]\d\d[.\- ]\d{4}(?![\w\-])"
_SEPARE_DIT: Final = (
    r"(?<!\w)0[1-9](?P<e>\s(?:tiret|point|espace|virgule|slash|barre|trait)\s)"
    r"\d\d(?:(?P=e)\d\d){3}(?!\w)"
)
"""« 06 tiret 39 tiret 98 … »: its marks read aloud by who dictates."""
_SANS_ZERO: Final = r"(?<!\w)[67](?:[\s.\-]?\d){8}(?!\w)"
_ANNONCE: Final = (
    r"\b(?:tel|telephone|portable|gsm|mobile|fixe|whats?app|sms|texto|num(?:ero)?\s(?:belge|"
    r"[a-z]+ien|marocain|portugais|espagnol|italien|roumain|polonais|anglais|turc|etranger|perso|"
    r"de\s(?:tel\w*|portable)))\.?(?:\s(?:au|est|c'est|le))?"
    r"\s?[:=]?\s?(?P<x>\d(?:[\s./\-]{0,2}\d){7,13})(?!\w)"
)
_COUPE: Final = r"(?<!\w)[0o][67](?:[\s.\-/]?\d\d){2,3}(?:[\s.\-/]?\d)?(?!\w)"
"""Short of a few figures: somebody who has the rest has all of it."""
_TELEPHONE_DIT: Final = (
    rf"\b(?:zero|0\d?|six|sept|plus trente[ -]trois)(?:[\s,.\-]+(?:{_CHIFFRE})\b){{4,}}"
    rf"|\bzero\s[a-z]{{2,5}}(?:[\s,.\-]+(?:{_CHIFFRE})\b){{6,}}"
)
_DATE: Final = re.compile(
    r"\d{1,2}[/.\- ]\d{1,2}[/.\- ](?:19|20)\d\d|^0\d/(?:19|20)\d\d|(?:19|"
    r"20)\d\d[/.\-]\d"
)
_CUE: Final = re.compile(
    r"(?:tel|telephone|phone|portable|port|num|numero|nu|joindre|joignable|rappeler|"
    r"rappel|appel\w*|"
    r"contact\w*|whatsapp|sms|gsm|fixe|mobile|texto)\b\D{0,14}$"
)


def _is_no_date(found: str, _before: str) -> bool:
    """Neither a date, nor a count, nor the number that a service gives to all (0 800…)."""
    figures = re.sub(r"\D", "", found)
    return not (_DATE.search(found) or re.match("08[0129]", figures) or _is_count(found))


def _is_count(found: str) -> bool:
    """« 1 2 3 4 5 6 », « 0 1 0 2 0 3 0 1 0 2 »: told one after the other, or one by one."""
    parts = [int(part) for part in re.findall(r"\d+", found)]
    if len(parts) >= 10:
        return parts[:2] not in ([0, 6], [0, 7])
    steps = {after - before for before, after in pairwise(parts)}
    return len(parts) >= 4 and len(steps) == 1


def _is_called(found: str, before: str) -> bool:
    """Without its zero or its « + », a number says that it is one, or is written by pairs."""
    return bool(_CUE.search(before) or re.fullmatch(r"\d(?:\D\d\d){4}", found))


def _is_announced(found: str, before: str) -> bool:
    return bool(_CUE.search(before)) and not _DATE.search(found)


def _is_international(found: str, _before: str) -> bool:
    """As long as that country's numbers are; of no country known, it is one all the same."""
    import phonenumbers

    number = "+" + re.sub(r"\D", "", found).removeprefix("00")
    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException:
        return len(number) > 9


def _is_spelled(found: str, before: str) -> bool:
    """Enough figures and number words for ten figures; without its zero, it says what it is."""
    words = [word for word in re.findall(r"[a-z]+", found) if word not in ("et", "puis")]
    figures = sum(map(str.isdigit, found))
    told = found[0] not in "s" or _CUE.search(before) or before.endswith((" le ", " au "))
    counted = not words and _is_count(found)
    return bool(told and not counted and (figures >= 10 or (words and figures + len(words) >= 8)))


_MASQUE: Final = (
    r"(?<!\w)(?P<x>[a-z]\*{2,}(?:\s[a-z]\*{2,})?)"
    r"(?=\s(?:a|est|se|ne|nous|va|veut|dit|du)\b|\s[sn]')"
)
"""« D*** M*** a cassé la vitre »: whoever hides a name writes one."""


def _is_capital(found: str, _before: str) -> bool:
    return found[0].isupper()


_TELEPHONES: Final[tuple[Patron, ...]] = (
    (Nature.TELEPHONE, _FRANCAIS, _is_no_date),
    (Nature.TELEPHONE, _ZERO_ECRIT, toujours),
    (Nature.TELEPHONE, _PAR_PAIRES, _is_no_date),
    (Nature.TELEPHONE, _APRES_ZERO_SIX, _is_no_date),
    (Nature.TELEPHONE, _ETRANGER, _is_international),
    (Nature.TELEPHONE, _PAYS_VOISINS, toujours),
    (Nature.TELEPHONE, _BELGE, _is_no_date),
    (Nature.TELEPHONE, _ANGLAIS, _is_no_date),
    (Nature.TELEPHONE, _AMERICAIN, _is_no_date),
    (Nature.TELEPHONE, _SEPARE_DIT, toujours),
    (Nature.TELEPHONE, _SANS_ZERO, _is_called),
    (Nature.TELEPHONE, _ANNONCE, _is_no_date),
    (Nature.TELEPHONE, _COUPE, _is_announced),
    (Nature.TELEPHONE, _TELEPHONE_DIT, _is_spelled),
    (Nature.PERSONNE, _MASQUE, _is_capital),
)
