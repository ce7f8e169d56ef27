"""What was seen, period after period: small drawings without a script, each with its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from bot.domain.bord import Intervalle
from bot.web.pages.bord import mots
from bot.web.pages.bord.regarde import Regarde
from bot.words import MONTHS_SHORT, jour_court
from storage.indicateurs.contrat import Indicateur, Mediane, Proportion, Repartition
from storage.indicateurs.registre import registre
from storage.indicateurs.releve import Releve

GAUCHE: Final = 30
DROITE: Final = 352
CIEL: Final = 12
SOL: Final = 122
"""The bounds of a drawing of 360 by 150 units: narrow enough to be read on a phone."""
POINTS: Final = "points"
BARRES: Final = "barres"
TICKS: Final = 4
"""Dates written under a drawing, at most."""


@dataclass(frozen=True, slots=True)
class Instantane:
    """One period of a series: its words, and its heights between 0 and 1 (None: nothing there)."""

    label: str
    valeur: str
    base: str
    haut: float | None
    bande: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Barre:
    """Where a period is drawn: `y` is the value, `y1` to `y2` its spread, or its ground."""

    x: float
    y: float
    y1: float
    y2: float


@dataclass(frozen=True, slots=True)
class Courbe:
    """One series, ready to be drawn and told."""

    slug: str
    titre: str
    formule: str
    genre: str
    """POINTS for a value and its spread, BARRES for a part of a whole."""
    points: tuple[Instantane, ...]
    graduations: tuple[tuple[float, str], ...]
    """(y, words) of the scale."""

    @property
    def pas(self) -> float:
        return (DROITE - GAUCHE) / max(1, len(self.points))

    @property
    def barres(self) -> tuple[Barre, ...]:
        """Those periods that have a value."""
        return tuple(
            self._barre(rank, one) for rank, one in enumerate(self.points) if one.haut is not None
        )

    def _barre(self, rank: int, one: Instantane) -> Barre:
        low, high = one.bande or (0.0, one.haut or 0.0)
        middle = GAUCHE + (rank + 0.5) * self.pas
        return Barre(round(middle, 1), hauteur(one.haut or 0.0), hauteur(high), hauteur(low))

    @property
    def dates(self) -> tuple[tuple[float, str], ...]:
        """Some of its periods, where they are written under the drawing."""
        every = max(1, -(-len(self.points) // TICKS))
        return tuple(
            (round(GAUCHE + (rank + 0.5) * self.pas, 1), one.label)
            for rank, one in enumerate(self.points)
            if rank % every == 0
        )

    @property
    def resume(self) -> str:
        """What the drawing shows, for who does not see it."""
        told = [one for one in self.points if one.haut is not None]
        if not told:
            return "Aucune période n'a de valeur."
        first, last = told[0], told[-1]
        return (
            f"{len(told)} périodes sur {len(self.points)} ont une valeur. "
            f"Première, {first.label} : {first.valeur} ({first.base}). "
            f"Dernière, {last.label} : {last.valeur} ({last.base})."
        )


@dataclass(frozen=True, slots=True)
class _Serie:
    """How one figure is drawn: `read` takes its label, its value, and the largest base of all."""

    slug: str
    genre: str
    read: Callable[[str, Any, int], Instantane]
    echelle: tuple[tuple[float, str], ...] = ()


def courbes(asked: Regarde, releve: Releve) -> list[Courbe]:
    """Ambiance, fréquentation, usages and mésusages (H10, H12, H22, H23)."""
    labels, known = _labels(asked.intervalle), registre()
    return [
        _courbe(known[one.slug], one, labels, releve)
        for one in _series(asked)
        if one.slug in known
    ]


def _courbe(
    figure: Indicateur[Any], serie: _Serie, labels: Sequence[str], releve: Releve
) -> Courbe:
    values = [figure(releve.at(rank)) for rank in range(len(labels))]
    most = max((one.sur for one in values if isinstance(one, Proportion)), default=0)
    points = tuple(
        serie.read(label, value, most) for label, value in zip(labels, values, strict=True)
    )
    scale = serie.echelle or ((0.0, "0"), (1.0, str(most)))
    steps = tuple((hauteur(part), word) for part, word in scale)
    return Courbe(figure.slug, figure.label, figure.formule, serie.genre, points, steps)


def _series(asked: Regarde) -> tuple[_Serie, ...]:
    notes = tuple(((note - 1) / 4, str(note)) for note in range(1, 6))
    top = max((one.valeur for one in asked.config.frequentation), default=1) or 1
    crowd = tuple((one.valeur / top, str(one.valeur)) for one in asked.config.frequentation)
    return (
        _Serie("ambiance-mediane", POINTS, _ambiance, notes),
        _Serie("frequentation-mode", POINTS, partial(_frequentation, asked, top), crowd),
        _Serie("usages-positifs-part", BARRES, _part),
        _Serie("mesusages-part", BARRES, _part),
    )


def _ambiance(label: str, value: Mediane, _most: int) -> Instantane:
    """The middle of the notes and their spread; of too few of them, nothing."""
    n = f"n = {value.n}"
    if value.milieu is None or value.bas is None or value.haut is None:
        return Instantane(label, "—", n, None)
    if value.n < mots.NOTES_MINIMUM:
        return Instantane(label, mots.PEU, n, None)
    spread = f"de {value.bas:g} à {value.haut:g}, {n}"
    bounds = ((value.bas - 1) / 4, (value.haut - 1) / 4)
    return Instantane(label, f"{value.milieu:g}", spread, (value.milieu - 1) / 4, bounds)


def _frequentation(
    asked: Regarde, top: int, label: str, value: Repartition, _most: int
) -> Instantane:
    """What was noted the most often."""
    n = f"n = {value.n}"
    if not value.n:
        return Instantane(label, "—", n, None)
    usual = next(iter(value.par))
    degree = next((one.valeur for one in asked.config.frequentation if one.slug == usual), None)
    height = None if degree is None else degree / top
    return Instantane(label, asked.mots.get(usual, usual), n, height)


def _part(label: str, value: Proportion, most: int) -> Instantane:
    """So many among so many: both are drawn."""
    if not value.sur:
        return Instantane(label, "—", "n = 0", None)
    whole = (0.0, value.sur / most)
    return Instantane(label, str(value.n), f"sur {value.sur}", value.n / most, whole)


def hauteur(part: float) -> float:
    """Where that height (0-1) is in the drawing."""
    return round(SOL - part * (SOL - CIEL), 1)


def _labels(intervalle: Intervalle) -> list[str]:
    days = intervalle.jours[:-1]
    if intervalle.par_mois:
        return [f"{MONTHS_SHORT[day.month - 1]} {day.year % 100:02d}" for day in days]
    return [jour_court(day) for day in days]
