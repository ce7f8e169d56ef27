"""French words of the street that every dispositif shares, by the slug of what they mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

FILE: Final = Path(__file__).with_name("mots.yaml")
INTACTS: Final = Path(__file__).with_name("intacts.txt")
"""Common French words, one slip of the finger away from one of ours; a line of « # » explains."""
_BY_SLUG: Final = (
    "publics", "mots", "choses", "causes", "paires", "sujets", "reponses", "partenaires",
    "presences",
)  # fmt: skip
_WORDS: Final = ("demandes", "remis", "parti", "etats", "disputes", "intacts")
BySlug = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Courants:
    """The file's own shape: see its comments. A dispositif adds words, and takes none away."""

    publics: BySlug
    mots: BySlug
    choses: BySlug
    causes: BySlug
    paires: BySlug
    sujets: BySlug
    reponses: BySlug
    partenaires: BySlug
    presences: BySlug
    demandes: tuple[str, ...]
    remis: tuple[str, ...]
    parti: tuple[str, ...]
    etats: tuple[str, ...]
    disputes: tuple[str, ...]
    ensembles: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
    intacts: tuple[str, ...]
    abreviations: dict[str, str]


@cache
def courants() -> Courants:
    """Read once: the file comes with the programme."""
    # In C: seven times faster, and every start waits for it.
    tree = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    by_slug: dict[str, Any] = {
        name: {slug: tuple(words) for slug, words in tree[name].items()} for name in _BY_SLUG
    }
    words: dict[str, Any] = {name: tuple(tree[name]) for name in _WORDS}
    words["ensembles"] = {
        slug: (tuple(pair["choses"]), tuple(pair["etats"]))
        for slug, pair in tree["ensembles"].items()
    }
    words["intacts"] += tuple(_common_words())
    return Courants(abreviations=dict(tree["abreviations"]), **by_slug, **words)


def _common_words() -> Iterator[str]:
    for line in INTACTS.read_text(encoding="utf-8").splitlines():
        yield from () if line.startswith("#") else line.split()
