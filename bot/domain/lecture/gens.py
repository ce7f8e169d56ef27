"""Who a message counts: so many of a public, or a number that must be asked."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Comptage:
    """`nombre` people of a public, the word that said whom, and where in the text it is said.

    seul: one person, said by « un » or « une ».
    """

    public: str
    nombre: int
    mot: str
    at: int
    end: int
    seul: bool = False


@dataclass(frozen=True, slots=True)
class Fourchette:
    """People who must be asked about: `choix`, those they may be (public, how many); `mots`, what
    was said.
    """

    choix: tuple[tuple[str, int], ...]
    mots: str


@dataclass(slots=True)
class Gens:
    """Everybody that a message counts."""

    comptages: list[Comptage] = field(default_factory=list)
    fourchettes: list[Fourchette] = field(default_factory=list)
