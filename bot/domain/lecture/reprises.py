"""A word taken back: « non 6 pas 8 », « en fait 6 ados » correct the last count."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bot.domain.lecture.eclair import lire
from bot.domain.lecture.nombres import COMPTE_MAX
from bot.domain.lecture.vocabulaire import Lexique, fold

_BEGINS: Final = re.compile(
    r"\s*(?:ah |oups |euh |pardon |desole )?(?:non|pardon|en fait|erreur|oups|plutot|rectif\w*|"
    r"correction|corrige\w*|je voulais dire|je corrige|je me suis trompe\w*)\b[\s,:.!-]*"
)
_INSTEAD: Final = re.compile(
    r"(?P<new>[0-9]{1,3})(?:\s*\w+)?[\s,]*(?:et )?(?:pas|au lieu de|et non)\s+"
    r"(?P<old>[0-9]{1,3})\b"
    r"|pas\s+(?P<old2>[0-9]{1,3})(?:\s*\w+)?[\s,]*(?:mais)?\s*(?P<new2>[0-9]{1,3})\b"
)
_ALONE: Final = re.compile(r"(?:c'etait |ils etaient |plutot )?(?P<new>[0-9]{1,3})\s*[.!]?")


@dataclass(frozen=True, slots=True)
class MotRepris:
    """What is taken back: counts said again, or a number in place of another (None: the last)."""

    comptes: Mapping[str, int] = field(default_factory=dict)
    nombre: int = 0
    au_lieu: int | None = None

    def applied(self, comptes: Mapping[str, int]) -> dict[str, int] | None:
        """`comptes` corrected; None when nothing there is what was meant."""
        if self.comptes:
            known = all(public in comptes for public in self.comptes) or len(comptes) == 1
            kept = comptes if set(self.comptes) & set(comptes) else {}
            return {**kept, **self.comptes} if known else None
        meant = [public for public, n in comptes.items() if self.au_lieu in (None, n)]
        return {**comptes, meant[-1]: self.nombre} if meant else None


def read_repair(text: str, lexique: Lexique) -> MotRepris | None:
    """None for a message that takes nothing back."""
    begins = _BEGINS.match(fold(text))
    if begins is None:
        return None
    rest = fold(text)[begins.end() :]
    instead = _INSTEAD.search(rest)
    if instead:
        new, old = (int(instead[a] or instead[b]) for a, b in (("new", "new2"), ("old", "old2")))
        return MotRepris(nombre=new, au_lieu=old) if new <= COMPTE_MAX else None
    alone = _ALONE.fullmatch(rest.strip())
    if alone:
        return MotRepris(nombre=int(alone["new"])) if int(alone["new"]) <= COMPTE_MAX else None
    comptes = lire(rest, lexique).comptes
    return MotRepris(comptes) if comptes else None
