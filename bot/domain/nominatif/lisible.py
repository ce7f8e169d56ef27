"""What an eye sees of a text: nothing that hides, digits that are digits, plain letters."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from bot.domain.nominatif.passage import Passage

_ORDINAIRE: Final = re.compile(r"[\x00-\x7f\xa0-\xac\xae-\u024f\u2010-\u2015\u2018-\u201f…€]*")
"""What nothing hides in: most texts are read as they are."""
_CACHES: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u20dd-\u20e3\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
"""Marks without width, blanks that are letters, frames around a digit (« 0️⃣ »)."""
_SOSIES: Final = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅԌαορνικυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwABEKMHOPCTYXIJSGaopvikuxABEZHIKMNOPTYX",
)
"""Letters of other alphabets that look like ours."""
_EPELE: Final = re.compile(r"(?<!\w)(?<!['’])[^\W\d_](?:[ .*_-]{1,2}[^\W\d_](?!\w)(?!['’])){3,}")
"""« M m e D u r a n d », « d.u.r.a.n.d »: one letter at a time, so that it is not read."""
_TITRE_EPELE: Final = re.compile(r"(?:m\W+m\W+e|m\W+l\W+l\W+e|m\W+r)(?=\W+\w\W+\w)", re.IGNORECASE)
_NOTRES: Final = re.compile("[a-zA-Z]")


def lu(texte: str, search: Callable[[str], Sequence[Passage]]) -> tuple[Passage, ...]:
    """What `search` finds in `texte` as it is seen, told by the characters of `texte` itself."""
    apart = set(_between_letters(texte))
    if not apart and _ORDINAIRE.fullmatch(texte):
        return tuple(search(texte))
    hidden = (place for place, char in enumerate(texte) if _CACHES.match(char))
    apart.update(hidden)
    places = [place for place in range(len(texte)) if place not in apart]
    seen = "".join(_simple(texte[place]) for place in places)
    if _NOTRES.search(seen):
        seen = seen.translate(_SOSIES)
    return tuple(
        Passage(places[one.debut], places[one.fin - 1] + 1, one.nature) for one in search(seen)
    )


def rassemble(texte: str) -> str:
    """`texte` with what was spelled letter by letter in whole words."""
    apart = set(_between_letters(texte))
    return "".join(char for place, char in enumerate(texte) if place not in apart)


def _between_letters(texte: str) -> Iterator[int]:
    """What stands between the letters of a word that is spelled; a capital begins another one."""
    for run in _EPELE.finditer(texte):
        letters = [place for place in range(*run.span()) if texte[place].isalnum()]
        if _is_series("".join(texte[place] for place in letters)):
            continue
        title = _TITRE_EPELE.match(run.group())
        last = run.start() + title.end() - 1 if title else -1
        for before, after in itertools.pairwise(letters):
            begins = texte[before].islower() and texte[after].isupper()
            yield from range(before + 1 + (begins or before == last), after)


def _is_series(letters: str) -> bool:
    """« halls A B C D »: one after the other in the alphabet."""
    codes = [ord(char) for char in letters.lower()]
    return all(one + 1 == other for one, other in itertools.pairwise(codes))


def _simple(char: str) -> str:
    """« ٠ » is 0, « 𝐌 » is M; what is no single letter otherwise is itself."""
    value = unicodedata.decimal(char, None)
    plain = unicodedata.normalize("NFKC", char) if value is None else str(value)
    return plain if len(plain) == 1 else char
