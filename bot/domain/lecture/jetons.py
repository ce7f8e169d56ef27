"""A typed message cut into words, hours and numbers; what only looks like a count is set apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from bot.domain.lecture import positions
from bot.domain.lecture.emoji import PATTERN as EMOJI
from bot.domain.lecture.emoji import people_of
from bot.domain.lecture.nombres import DOZENS, spelled
from bot.domain.lecture.vocabulaire import fold, liste, stem

PHONE_SHOWN: Final = "un numéro de téléphone"
_PHONE: Final = r"(?<![\w+])(?:(?:\+|00)33[\s.-]?|0)[1-9](?:[\s.-]?[0-9]{2}){4}(?!\w)"
# « le 12 », « bus 7 », « bâtiment 4 »: a number that names a thing counts nobody.
_NAMING: Final = liste("le la au du n no num numero bus ligne tram age ages depuis pendant code")
# « les bénévoles d'une asso », « posé sur un banc »: no « une » of these counts anybody.
_LEADING: Final = liste("d de sur dans pour par chez contre sous")
# … unless somebody is counted by it: « squat du hall 8 jeunes ».
NAMED: Final = liste(
    "bat batiment hall entree porte escalier appt apt appartement lot tour ilot cage local binome"
)
_UNITS: Final = liste(
    "an ans min mn minute minutes h heure heures m metre metres km cm euro euros jour jours "
    "mois semaine semaines fois rue avenue boulevard bd allee place etage etages bis ter "
    "pourcent janvier fevrier mars avril mai juin juillet aout septembre octobre novembre "
    "decembre"
)
_WEIGHED: Final = liste("petit bon bonn gross grand bel bell")
"""« une petite dizaine », « une bonne vingtaine »."""
MONTHS: Final = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre",
    "octobre", "novembre", "decembre",
)  # fmt: skip

_SPANS: Final = re.compile(
    rf"(?P<phone>{_PHONE})"
    r"|(?P<entete>^\s*(?:[^\n,:\[\]]{1,40},\s)?\[?[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4},?\s"
    r"(?:à\s)?[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2})?\]?(?:\s?[-–]?\s?[^:\n]{1,40}:(?!\w))?)"
    rf"|(?P<position>{positions.PATTERN})"
    r"|(?P<date>(?<!\w)(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}"
    r"|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4})(?!\w))"
    r"|(?P<slash>(?<!\w)[0-9]{1,2}\s?/\s?[0-9]{1,2}(?!\w))"
    r"|(?P<heure>(?<![\w.])(?<![^h\W]-)(?:[01]?[0-9]|2[0-3])\s?"
    r"(?:(?:h|heures?)(?:[0-5][0-9])?|:[0-5][0-9])(?!\w))"
    r"|(?P<midi>(?<!\w)(?:midi|minuit)(?!\w))"
    r"|(?P<range>(?<![\w-])[0-9]+\s?(?:[-–~]|\b(?:à|a|ou)\b)\s?[0-9]+(?![\w-]))"
    r"|(?P<ordinal>(?<!\w)[0-9]+\s?(?:e|er|ère|ere|ème|eme|ième|ieme|nd|nde|bis|ter)(?!\w))"
    r"|(?P<composed>(?<!\w)(?:apr[eè]s[\s-]midi|avant[\s-]hier)(?!\w))"
    r"|(?P<dozen>(?<![\w.,+-])[1-9][0-9]\s?aine(?:s?)(?!\w))"
    r"|(?P<short>(?<!\w)(?:pers|j|ad|enf|hab|fr[eé]q|lampad|env|b[aâ]t|av|bd|sem)\.)"
    r"|(?P<times>(?<!\w)(?:[x×*]\s?[0-9]{1,3}|[0-9]{1,3}\s?[x×*])(?!\w))"
    r"|(?P<number>(?<![^\W\d_])(?<![\d-])(?<!\S\+)(?<![0-9][.,])[0-9]+(?=[^\W\d_]|\?|(?![\w+]|[.,][0-9])))"
    r"|(?P<glued>(?<=[^\W\d_])[0-9]+(?=[^\W\d_]{3,}))"
    r"|(?P<word>[^\W\d_]+(?=[0-9]+[^\W\d_]{3,})|\w+(?:[-+·.]\w+(?!\w*\.\w)|\+)*|\?)"
    rf"|(?P<emoji>{EMOJI})"
    r"|(?P<stop>[,;.!?()\n…/]|\s[-–—]\s)",
    re.IGNORECASE | re.MULTILINE,
)


class Sorte(StrEnum):
    """What a token is; only a number may count anybody."""

    WORD = "word"
    NUMBER = "number"
    RANGE = "range"
    HOUR = "hour"
    DATE = "date"
    STAMP = "stamp"
    POSITION = "position"
    OPAQUE = "opaque"


_SORTES: Final = {
    "number": Sorte.NUMBER, "glued": Sorte.NUMBER, "dozen": Sorte.NUMBER, "times": Sorte.NUMBER,
    "range": Sorte.RANGE, "heure": Sorte.HOUR, "midi": Sorte.HOUR, "date": Sorte.DATE,
    "slash": Sorte.DATE,
    "entete": Sorte.STAMP, "position": Sorte.POSITION,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Jeton:
    """A piece of the message as it was written; `part` grows at each comma or full stop.

    `nombre` is what a number counts (the low end of a range, whose other one is `jusqua`),
    `minutes` an hour since midnight (`cadran`: in words, of the morning or of the evening); `at`
    and `end` are where it stands in the text. `plain` is what was written, folded.
    """

    raw: str
    stem: str
    sorte: Sorte
    part: int
    at: int
    end: int
    nombre: int = 0
    jusqua: int = 0
    minutes: int = 0
    cadran: bool = False
    plain: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", fold(self.raw))


def cut(text: str) -> list[Jeton]:
    """The tokens of `text` (NFC), numbers that name a thing set apart. Pure; never raises."""
    tokens = list(_spelled(list(_tokens(text)), text))
    return [_settled(tokens, n, text) for n in range(len(tokens))]


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
    if kind in ("word", "composed", "short"):
        return Jeton(raw.rstrip("."), stem(raw.rstrip(".")), Sorte.WORD, *where)
    if kind == "emoji":
        word, count = people_of(raw)
        return Jeton(raw, stem(word), Sorte.WORD, *where, nombre=count)
    sorte = _SORTES.get(kind, Sorte.OPAQUE)
    nombre, jusqua, minutes = _figures(kind, raw)
    return Jeton(raw, folded, sorte, *where, nombre, jusqua, minutes)


def _figures(kind: str, raw: str) -> tuple[int, int, int]:
    """What a number counts, the other end of a range, the minutes of an hour; 0 for none."""
    if kind in ("number", "glued", "dozen", "times"):
        return int(re.findall("[0-9]{1,9}", raw)[0]), 0, 0
    if kind == "range":
        low, high = (int(end[:9]) for end in re.findall("[0-9]+", raw))
        return low, high, 0
    if kind in ("heure", "midi"):
        return 0, 0, _minutes(raw)
    return 0, 0, _stamped(raw) if kind == "entete" else 0


def _minutes(raw: str) -> int:
    """Since midnight."""
    word = fold(raw)
    if word.isalpha():
        return 12 * 60 if word == "midi" else 0
    hours, _, minutes = re.sub(r"[^0-9]+", " ", raw).strip().partition(" ")
    return int(hours) * 60 + int(minutes or 0)


def _stamped(raw: str) -> int:
    """The clock of a pasted heading, in minutes since midnight."""
    hour, minute = re.findall(r"[0-9]{1,2}[:h][0-9]{2}", raw)[0].replace("h", ":").split(":")
    return int(hour) % 24 * 60 + int(minute)


def _spelled(tokens: list[Jeton], text: str) -> Iterator[Jeton]:
    """The same, each number in words made one token."""
    at = 0
    while at < len(tokens):
        nombre, size = _number_at(tokens, at)
        ends = _hyphenated(tokens[at]) if not size else ()
        if ends:
            yield replace(tokens[at], sorte=Sorte.RANGE, nombre=ends[0], jusqua=ends[1])
        elif size:
            first, last = tokens[at], tokens[at + size - 1]
            raw = text[first.at : last.end]
            yield replace(
                first, raw=raw, stem=fold(raw), sorte=Sorte.NUMBER, end=last.end, nombre=nombre
            )
        else:
            yield tokens[at]
        at += size or 1


def _number_at(tokens: list[Jeton], at: int) -> tuple[int, int]:
    first = tokens[at]
    if first.sorte is not Sorte.WORD or first.nombre:
        return 0, 0
    article = first.plain in ("un", "une") and at + 1 < len(tokens)
    weighed = article and tokens[at + 1].stem in _WEIGHED and at + 2 < len(tokens)
    size = 1 + article + weighed
    dozen = DOZENS.get(tokens[at + size - 1].plain.removesuffix("s"))
    if dozen:
        return dozen, size
    if article and re.fullmatch(r"[1-9][0-9]\s?aines?", tokens[at + 1].plain):
        return tokens[at + 1].nombre, 2
    near = (
        token
        for token in tokens[at : at + 6]
        if token.part == first.part and token.sorte is Sorte.WORD
    )
    return spelled([token.plain for token in near])


def _hyphenated(token: Jeton) -> tuple[int, ...]:
    """« cinq-six »: both ends of a range; () for any other word."""
    words = token.plain.split("-")
    if len(words) != 2 or token.sorte is not Sorte.WORD:
        return ()
    numbers = [spelled([word])[0] for word in words]
    return tuple(numbers) if all(numbers) else ()


def _settled(tokens: list[Jeton], n: int, text: str) -> Jeton:
    """A number beside a word that makes it a name or a measure is no longer a number."""
    token = tokens[n]
    if token.sorte is not Sorte.NUMBER or token.raw[0] in "x×*":
        return token
    before, after = tokens[max(n - 1, 0)], tokens[min(n + 1, len(tokens) - 1)]
    same = before is not token and before.part == token.part
    if token.nombre == 1 and after.part == token.part and after.plain in ("des", "parmi"):
        return replace(token, sorte=Sorte.OPAQUE, nombre=0)
    naming = _NAMING if token.raw.isdecimal() else _LEADING if token.nombre == 1 else ()
    added = "+" in text[before.end : token.at] if same else False
    named = same and before.plain in naming and not added
    measured = after.part == token.part and after.plain in _UNITS
    return replace(token, sorte=Sorte.OPAQUE, nombre=0) if named or measured else token
