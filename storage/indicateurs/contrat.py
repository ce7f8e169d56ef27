"""What an indicator is, what it gives, and the mark by which a function becomes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from storage.indicateurs.releve import Releve


class Famille(StrEnum):
    """What a figure is for (003 l.783-786)."""

    CONTEXTE = "contexte"
    SUIVI = "suivi"
    EVALUATION = "évaluation"


class Unite(StrEnum):
    """What a value counts; of a share, what its two numbers count."""

    NOMBRE = "nombre"
    MINUTES = "minutes"
    JOURS = "jours"
    NOTE = "note de 1 à 5"
    PAR_HEURE = "par heure"


class Sensible(StrEnum):
    """Of whom a figure says something: what leaves the team is then protected (adr/0006, 0026)."""

    PERSONNE = "de personne"
    PUBLIC = "des personnes rencontrées"
    MEDIATEURS = "des médiateurs"


@dataclass(frozen=True, slots=True)
class Nombre:
    """A count, or minutes: 0 says that there was none."""

    n: int


@dataclass(frozen=True, slots=True)
class Proportion:
    """`n` among `sur`; `pour_cent` is None of nothing, which is not 0 %."""

    n: int
    sur: int

    @property
    def pour_cent(self) -> float | None:
        return 100 * self.n / self.sur if self.sur else None


@dataclass(frozen=True, slots=True)
class Mediane:
    """The middle of `n` values and their bounds; no value at all has no middle."""

    milieu: float | None
    bas: float | None
    haut: float | None
    n: int


@dataclass(frozen=True, slots=True)
class Repartition:
    """How many by word of the file, the largest first; `n` is all of them."""

    par: Mapping[str, int]

    @property
    def n(self) -> int:
        return sum(self.par.values())


@dataclass(frozen=True, slots=True)
class Medianes:
    """A median by word of the file, each with its own n, the largest n first."""

    par: Mapping[str, Mediane]

    @property
    def n(self) -> int:
        return sum(one.n for one in self.par.values())


@dataclass(frozen=True, slots=True)
class ParHeure:
    """`n` over so many minutes; `par_heure` is None of no time at all."""

    n: int
    minutes: int

    @property
    def par_heure(self) -> float | None:
        return 60 * self.n / self.minutes if self.minutes else None


@dataclass(frozen=True, slots=True)
class Mesures:
    """Notes by site, then by measure (« t0 »), then by criterion of the file: never a total."""

    par: Mapping[str, Mapping[str, Mapping[str, int]]]

    @property
    def n(self) -> int:
        return sum(len(mesures) for mesures in self.par.values())


Valeur = Nombre | Proportion | Mediane | Medianes | Repartition | ParHeure | Mesures
V = TypeVar("V", Nombre, Proportion, Mediane, Medianes, Repartition, ParHeure, Mesures)


@dataclass(frozen=True)
class Indicateur(Generic[V]):
    """One figure: called with a `Releve`, it gives its value there.

    formule, denominateur: in the words of the comité; denominateur is « » of what is no share.
    version grows with the formula: figures of two versions are not compared.
    """

    slug: str
    label: str
    famille: Famille
    unite: Unite
    source: str
    formule: str
    denominateur: str
    sensible: Sensible
    version: int
    compute: Callable[[Releve], V]

    def __call__(self, releve: Releve) -> V:
        return self.compute(releve)


def indicateur(
    slug: str,
    label: str,
    famille: Famille,
    unite: Unite,
    *,
    source: str,
    denominateur: str = "",
    sensible: Sensible = Sensible.PERSONNE,
    version: int = 1,
) -> Callable[[Callable[[Releve], V]], Indicateur[V]]:
    """The function below alone makes that figure; its docstring is its formula."""

    def mark(compute: Callable[[Releve], V]) -> Indicateur[V]:
        formule = " ".join((compute.__doc__ or "").split())
        return Indicateur(
            slug, label, famille, unite, source, formule, denominateur, sensible, version, compute
        )

    return mark


def median(values: Iterable[float]) -> Mediane:
    """The lower middle: a value that was noted, never a mean of two."""
    ordered = sorted(values)
    if not ordered:
        return Mediane(None, None, None, 0)
    middle = ordered[(len(ordered) - 1) // 2]
    return Mediane(middle, ordered[0], ordered[-1], len(ordered))


def medians(pairs: Iterable[tuple[str, float]]) -> Medianes:
    """The median of each word, the one of most values first."""
    values: dict[str, list[float]] = {}
    for word, value in pairs:
        values.setdefault(word, []).append(value)
    ordered = sorted(values.items(), key=lambda pair: -len(pair[1]))
    return Medianes({word: median(mine) for word, mine in ordered})


def shared_out(pairs: Iterable[tuple[str, int]]) -> Repartition:
    """Sums by word, the largest first, then in the order in which they came; no zero."""
    totals: dict[str, int] = {}
    for word, n in pairs:
        totals[word] = totals.get(word, 0) + n
    found = sorted(totals.items(), key=lambda pair: -pair[1])
    return Repartition({word: n for word, n in found if n})


SUIVI: Final = Famille.SUIVI
EVALUATION: Final = Famille.EVALUATION
