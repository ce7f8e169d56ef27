"""A typed message cut into words, hours and numbers; what only looks like a count is set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bot.domain.lecture.vocabulaire import fold, liste, stem
from bot.telephone import NUMBER

PHONE_SHOWN: Final = "un numéro de téléphone"
_NUMBERS: Final = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14,
    "quinze": 15, "seize": 16, "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "vingt": 20,
    "trente": 30, "quarante": 40, "cinquante": 50, "dizaine": 10, "douzaine": 12,
    "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50,
}  # fmt: skip
# « le 12 », « bus 7 », « bâtiment 4 »: a number that names a thing counts nobody.
_NAMING: Final = liste(
    "le la au du n no num numero bus ligne tram bat batiment hall entree porte escalier "
    "appt apt appartement lot code tour ilot cage local binome age ages depuis pendant"
)
_UNITS: Final = liste(
    "an ans min mn minute minutes h heure heures m metre metres km cm euro euros jour jours mois "
    "semaine semaines fois rue avenue boulevard bd allee place etage etages bis ter pourcent "
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
)

_SPANS: Final = re.compile(
    rf"(?P<phone>{NUMBER})"
    r"|(?P<date>(?<!\w)[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?(?!\w))"
    r"|(?P<heure>(?<![\w.-])(?:[01]?[0-9]|2[0-3])\s?"
    r"(?:(?:h|heures?)\s?(?:[0-5][0-9])?|:[0-5][0-9])(?!\w))"
    r"|(?P<midi>(?<!\w)midi(?!\w))"
    r"|(?P<range>(?<![\w-])[0-9]+\s?(?:[-–]|\b(?:à|a|ou)\b)\s?[0-9]+(?![\w-]))"
    r"|(?P<ordinal>(?<!\w)[0-9]+\s?(?:e|er|ère|ere|ème|eme|ième|ieme|nd|nde|bis|ter)(?!\w))"
    r"|(?P<composed>(?<!\w)(?:dix[\s-](?:sept|huit|neuf)|apr[eè]s[\s-]midi)(?!\w))"
    r"|(?P<dozen>(?<![\w.,+-])[1-9]0\s?aine(?:s?)(?!\w))"
    r"|(?P<short>(?<!\w)(?:pers|ad|enf|hab|fr[eé]q|lampad|env|b[aâ]t|av|bd|sem)\.)"
    r"|(?P<number>(?<![\w.,+-])[0-9]+(?=[^\W\d_]|\?|(?![\w+]|[.,][0-9])))"
    r"|(?P<word>\w+(?:[-+]\w+|\+)*|\?)"
    r"|(?P<stop>[,;.!?()\n…/]|\s[-–—]\s)",
    re.IGNORECASE,
)


class Sorte(StrEnum):
    """What a token is; only a number may count anybody."""

    WORD = "word"
    NUMBER = "number"
    HOUR = "hour"
    OPAQUE = "opaque"


@dataclass(frozen=True, slots=True)
class Jeton:
    """A piece of the message as it was written; `part` grows at each comma or full stop.

    `nombre` is what a number counts, `minutes` an hour since midnight; `at` and `end` are where
    it stands in the text.
    """

    raw: str
    stem: str
    sorte: Sorte
    part: int
    at: int
    end: int
    nombre: int = 0
    minutes: int = 0


def cut(text: str) -> list[Jeton]:
    """The tokens of `text` (NFC), numbers that name a thing set apart. Pure; never raises."""
    tokens = list(_tokens(text))
    return [_settled(tokens, n) for n in range(len(tokens))]


def _tokens(text: str) -> Iterator[Jeton]:
    part = 0
    for match in _SPANS.finditer(text):
        if match.lastgroup == "stop":
            part += 1
        else:
            yield _token(match.lastgroup or "", match, part)


def _token(kind: str, match: re.Match[str], part: int) -> Jeton:
    raw = match.group().strip()
    folded = re.sub(r"[\s–]+", "-", fold(raw))
    where = (part, match.start(), match.end())
    if kind == "phone":
        return Jeton(PHONE_SHOWN, "", Sorte.OPAQUE, *where)
    if kind in ("heure", "midi"):
        return Jeton(raw, folded, Sorte.HOUR, *where, minutes=_minutes(raw))
    if kind == "number":
        return Jeton(raw, folded, Sorte.NUMBER, *where, nombre=int(raw[:9]))
    if folded in _NUMBERS:
        return Jeton(raw, folded, Sorte.NUMBER, *where, nombre=_NUMBERS[folded])
    if kind == "dozen":
        return Jeton(raw, folded, Sorte.NUMBER, *where, nombre=int(raw[:2]))
    if kind in ("word", "composed", "short"):
        raw = raw.rstrip(".")
        return Jeton(raw, stem(raw), Sorte.WORD, *where)
    return Jeton(raw, folded, Sorte.OPAQUE, *where)


def _minutes(raw: str) -> int:
    """Since midnight."""
    if fold(raw).endswith("midi"):
        return 12 * 60
    hours, _, minutes = re.sub(r"[^0-9]+", " ", raw).strip().partition(" ")
    return int(hours) * 60 + int(minutes or 0)


def _settled(tokens: list[Jeton], n: int) -> Jeton:
    """A number beside a word that makes it a name or a measure is no longer a number."""
    token = tokens[n]
    if token.sorte is not Sorte.NUMBER:
        return token
    before, after = tokens[max(n - 1, 0)], tokens[min(n + 1, len(tokens) - 1)]
    named = token.raw.isdecimal() and before.part == token.part and fold(before.raw) in _NAMING
    measured = after.part == token.part and fold(after.raw) in _UNITS
    return replace(token, sorte=Sorte.OPAQUE, nombre=0) if named or measured else token
