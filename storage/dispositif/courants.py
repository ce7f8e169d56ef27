"""French words of the street that every dispositif shares, by the slug of what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

FILE: Final = Path(__file__).with_name("mots.yaml")
_BY_SLUG: Final = (
    "publics", "mots", "choses", "causes", "paires", "sujets", "reponses", "partenaires",
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
    demandes: tuple[str, ...]
    remis: tuple[str, ...]
    parti: tuple[str, ...]
    etats: tuple[str, ...]
    disputes: tuple[str, ...]
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
    return Courants(abreviations=dict(tree["abreviations"]), **by_slug, **words)
