"""Encounters as they may be published: each territoire protected alone, the whole made from them.

A comité technique that holds every territoire's point hebdo beside its own learns nothing by
subtraction: the consolidated counts are sums of what the territoires already publish.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.petits_effectifs import SEUIL, protect
from bot.domain.semaine import Semaine
from bot.words import pluriel
from digests.contract import Perimetre
from storage import figures
from storage.db import Tx
from storage.figures import Lieu

Counts = dict[tuple[int, str, str], int]


@dataclass(frozen=True, slots=True)
class Effectif:
    """A published count of encounters, and how many territoires keep a small one back."""

    n: int
    tus: int = 0

    def __add__(self, other: Effectif) -> Effectif:
        return Effectif(self.n + other.n, self.tus + other.tus)

    @property
    def nul(self) -> bool:
        return not self.n and not self.tus


def read(tx: Tx, perimetre: Perimetre, semaine: Semaine) -> Counts:
    return figures.rencontres(tx, perimetre.ids, semaine.bornes())


def total(perimetre: Perimetre, counts: Counts) -> Effectif:
    """All encounters of the perimeter, as far as they may be told."""
    published = [territory_total(lieux, counts) for lieux in perimetre.territoires.values()]
    return sum(published, Effectif(0))


def territory_total(lieux: Iterable[Lieu], counts: Counts) -> Effectif:
    n = _sum(counts, {lieu.id for lieu in lieux})
    return Effectif(0, 1) if 0 < n < SEUIL else Effectif(n)


def by_site(
    lieux: Sequence[Lieu], counts: Counts, tranches: Sequence[str]
) -> list[dict[str, Any]]:
    """Rows {site, n, tranches}, None where the count is not published."""
    totals = [_sum(counts, {lieu.id}) for lieu in lieux]
    hidden: list[int | None] = [None] * len(totals)
    shown = hidden if territory_total(lieux, counts).tus else protect(totals)
    return [
        {"site": lieu.label, "n": n, "tranches": _cells(lieu, n, counts, tranches)}
        for lieu, n in zip(lieux, shown, strict=True)
    ]


def by_public(perimetre: Perimetre, counts: Counts, publics: Sequence[str]) -> dict[str, int]:
    """Encounters by public, those of each territoire where they may be published."""
    found: dict[str, int] = {}
    for lieux in perimetre.territoires.values():
        if territory_total(lieux, counts).tus:
            continue
        ids = {lieu.id for lieu in lieux}
        raw = [_sum(counts, ids, public=public) for public in publics]
        for public, n in zip(publics, protect(raw), strict=True):
            if n:
                found[public] = found.get(public, 0) + n
    return found


def said(effectif: Effectif) -> str:
    """« 23 rencontres », « moins de 5 rencontres », « au moins 23 rencontres »."""
    if not effectif.tus:
        return pluriel(effectif.n, "rencontre") if effectif.n else "aucune rencontre"
    if effectif.n:
        return f"au moins {pluriel(effectif.n, 'rencontre')}"
    where = "" if effectif.tus == 1 else " par territoire"
    return f"moins de {SEUIL} rencontres{where}"


def short(effectif: Effectif) -> str:
    """« 23 », « < 5 », « ≥ 23 »."""
    if not effectif.tus:
        return str(effectif.n)
    return f"≥ {effectif.n}" if effectif.n else f"< {SEUIL}"


def _cells(lieu: Lieu, n: int | None, counts: Counts, tranches: Sequence[str]) -> list[int | None]:
    if n is None:
        return [None] * len(tranches)
    return protect([_sum(counts, {lieu.id}, tranche=tranche) for tranche in tranches])


def _sum(
    counts: Counts, sites: set[int], *, tranche: str | None = None, public: str | None = None
) -> int:
    return sum(
        n
        for (site, when, who), n in counts.items()
        if site in sites and tranche in (None, when) and public in (None, who)
    )
