"""French words of the street that every dispositif shares, by the slug of what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml

FILE: Final = Path(__file__).with_name("mots.yaml")
BySlug = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Courants:
    """The file's own shape: see its comments. A dispositif adds words, and takes none away."""

    publics: BySlug
    mots: BySlug
    choses: BySlug
    causes: BySlug
    etats: tuple[str, ...]
    disputes: tuple[str, ...]
    intacts: tuple[str, ...]
    abreviations: dict[str, str]


@cache
def courants() -> Courants:
    """Read once: the file comes with the programme."""
    # In C: seven times faster, and every start waits for it.
    tree = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    by_slug = {
        name: {slug: tuple(words) for slug, words in tree[name].items()}
        for name in ("publics", "mots", "choses", "causes")
    }
    return Courants(
        **by_slug,
        etats=tuple(tree["etats"]),
        disputes=tuple(tree["disputes"]),
        intacts=tuple(tree["intacts"]),
        abreviations=dict(tree["abreviations"]),
    )
