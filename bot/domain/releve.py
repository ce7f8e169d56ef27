"""The figures of a letter, read off its plain text, each under the words that it stands with.

What a sentence quotes is what its readers see (« 3 h 48 », « 30 % »), so figures are taken from
the letter as it is told: a section that is added to it needs to say nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

Chiffres = Mapping[str, str]
"""A figure as it is written, by its words: « Rencontres, Site A, Total » is « 23 »."""

NOTHING: Final = "–"
"""What a table shows for none."""
FOOT: Final = "--"
RULE: Final = re.compile(r"-{2,}(?:  -{2,})*")
SPACE: Final = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
FIGURE: Final = re.compile(
    rf"(?<![\w-])\d+(?:{SPACE}?h(?:{SPACE}?\d\d)?(?!\w)|[.,]\d+)?(?:{SPACE}?%)?(?![\w-])"
)
CLAUSE: Final = re.compile(rf"{SPACE}?[:;,](?={SPACE})|\.(?={SPACE}|$)|[()]| et ")
UNITS: Final = (
    *("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize"),
)
WORDS: Final = {
    **{word: n for n, word in enumerate(UNITS, 2)},
    **{"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "cent": 100},
    **{"aucun": 0, "aucune": 0},
}
"""Figures that people write in letters."""
WORD: Final = re.compile(r"\b[^\W\d_]+\b")


PLURAL: Final = re.compile(r"(?:ent|e)?[sx]?,?$|ent,?$")
"""The end of a word that its number changes."""
MORE: Final = "…"
"""Stands for the other figures of the same words."""


@dataclass(frozen=True, slots=True)
class ChiffreBouge:
    """A figure that is no longer what it was; « – » where there was none, or is none any more."""

    mots: str
    avant: str
    apres: str


def releve(letter: str) -> dict[str, str]:
    """Every figure of that plain letter, in its order, without its title and its foot."""
    body = letter.partition(f"\n{FOOT}\n")[0].splitlines()
    found: dict[str, str] = {}
    known: set[str] = set()
    for words, figure in _figures(body):
        key, rank = words, 2
        while _folded(key) in known:
            key, rank = f"{words} ({rank})", rank + 1
        known.add(_folded(key))
        found[key] = figure
    return found


def bouges(before: Chiffres, after: Chiffres) -> list[ChiffreBouge]:
    """What moved, in the order of the letter; one change told several times counts once."""
    was, now = ({_folded(key): key for key in one} for one in (before, after))
    told: dict[tuple[str, str], ChiffreBouge] = {}
    for folded in {**was, **now}:
        old = before[was[folded]] if folded in was else NOTHING
        new = after[now[folded]] if folded in now else NOTHING
        if old != new:
            mots = now.get(folded) or was[folded]
            told.setdefault((old, new), ChiffreBouge(mots, old, new))
    return list(told.values())


def kept(figures: Chiffres, after: Chiffres) -> dict[str, str]:
    """What each of `figures` is in `after`, under the same words; « – » where it is no more."""
    now = {_folded(key): one for key, one in after.items()}
    return {key: now.get(_folded(key), NOTHING) for key in figures}


def quoted_in(sentence: str, figures: Chiffres) -> dict[str, str]:
    """Those of `figures` that `sentence` writes, in digits or in letters."""
    said = set(_said(sentence))
    return {label: one for label, one in figures.items() if _bare(one) in said}


def _folded(words: str) -> str:
    """« 2 nouveaux signalements restent ouverts » is told of « 1 nouveau signalement » too."""
    return " ".join(PLURAL.sub("", one) for one in words.casefold().split())


def _said(sentence: str) -> Iterator[str]:
    yield from (_bare(one) for one in FIGURE.findall(sentence))
    for word in WORD.findall(sentence.casefold()):
        if word in WORDS:
            yield str(WORDS[word]) if WORDS[word] else NOTHING


def _bare(figure: str) -> str:
    """« 3 h 48 » and « 3h48 » are the same; so are none and zero."""
    bare = re.sub(SPACE, "", figure)
    return NOTHING if bare == "0" else bare


def _figures(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(words, figure), a table by its rows and columns, a sentence by the words around."""
    section, columns = "", list[str]()
    for rank, line in enumerate(lines):
        following = lines[rank + 1] if rank + 1 < len(lines) else ""
        if RULE.fullmatch(following):
            columns = _cells(line, following)
            widths = following
        elif not line:
            columns = []
        elif columns and not RULE.fullmatch(line):
            yield from _row(section, columns, _cells(line, widths))
        elif _is_title(line):
            section = line.capitalize()
        elif section or rank > 1:
            yield from _sentence(section, line)


def _is_title(line: str) -> bool:
    return line == line.upper() and WORD.search(line) is not None and not FIGURE.search(line)


def _cells(line: str, rule: str) -> list[str]:
    """The columns that the dashes of `rule` draw."""
    spans = (match.span() for match in re.finditer("-+", rule))
    return [line[start:end].strip() for start, end in spans]


def _row(section: str, columns: Sequence[str], cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    for column, cell in zip(columns[1:], cells[1:], strict=True):
        if cell == NOTHING or FIGURE.search(cell):
            yield _named(section, cells[0], column), cell


def _sentence(section: str, line: str) -> Iterator[tuple[str, str]]:
    """« 23 rencontres » is under « rencontres », « Présence : 3 h 48 » under « Présence »."""
    known = ""
    for clause in CLAUSE.split(line.lstrip("- ")):
        for match in FIGURE.finditer(clause):
            others = [
                FIGURE.sub(MORE, one) for one in (clause[: match.start()], clause[match.end() :])
            ]
            words = " ".join("".join(others).split()).strip(MORE)
            known = words or known
            yield _named(section, known), match[0]
        known = known if FIGURE.search(clause) else " ".join(clause.split()) or known


def _named(*parts: str) -> str:
    return ", ".join(_once(part for part in parts if part))


def _once(parts: Iterable[str]) -> Iterator[str]:
    """« Rencontres, rencontres » says it once."""
    last = ""
    for part in parts:
        if part.casefold() != last.casefold():
            yield part
        last = part
