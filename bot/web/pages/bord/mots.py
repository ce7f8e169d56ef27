"""A figure in words, as its reader may have it: what is small is not told outside the team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from bot.domain.petits_effectifs import POURCENTAGE_MINIMUM
from bot.words import duree, pluriel
from digests.exports import masques
from digests.exports.cellules import EXACT, RIEN, CelluleExport
from storage.indicateurs.contrat import (
    Mediane,
    Nombre,
    ParHeure,
    Proportion,
    Repartition,
    Unite,
)

Mots = Mapping[str, str]
"""What the file calls each of its slugs."""
PEU: Final = "trop peu de notes"
NOTES_MINIMUM: Final = 3
"""Fewer notes of ambiance have no median worth telling (referentiel, « ambiance-mediane »)."""
MOST: Final = 3
"""Words told of a distribution; the others are counted."""
PLUS_TARD: Final = "se lit dans « Dernier trimestre fini », sur l'ensemble"
"""Of people met: windows that slide would give a small number away by subtraction."""


class EnMots(NamedTuple):
    """A figure in words: the figure, then what it was made of (« n »)."""

    valeur: str
    base: str = ""


VIDE: Final = EnMots("—", "rien à compter")


def dit(unite: Unite, valeur: Any, words: Mots) -> EnMots:
    """The whole of it, exact."""
    match valeur:
        case Nombre():
            return EnMots(nombre(unite, valeur.n))
        case Proportion():
            return _proportion(unite, valeur)
        case ParHeure():
            rate, base = valeur.par_heure, f"{valeur.n} en {duree(valeur.minutes)}"
            return VIDE if rate is None else EnMots(nombre(unite, rate), base)
        case Mediane():
            return _mediane(unite, valeur)
        case Repartition():
            return _repartition(unite, valeur, words)
        case _:
            raise TypeError(f"no word for {valeur!r}")


def usuel(valeur: Repartition, words: Mots) -> EnMots:
    """What was noted the most often: « Moyenne », « 118 sur 229 »."""
    if not valeur.n:
        return VIDE
    word, n = next(iter(valeur.par.items()))
    return EnMots(words.get(word, word), f"{n} sur {valeur.n}")


def publie(cellules: Iterable[CelluleExport], words: Mots) -> EnMots:
    """What the exports tell of it too, cell by cell (`digests.exports.masques`)."""
    said = [_cellule(one, words) for one in cellules]
    return EnMots(", ".join(one.valeur for one in said), said[0].base if len(said) == 1 else "")


def _cellule(one: CelluleExport, words: Mots) -> EnMots:
    if one.valeur is None:
        base = f"n = {one.sur}" if one.sur else ""
        return VIDE if one.dit == RIEN else EnMots(f"non publié ({one.dit})", base)
    if one.dit == masques.AU_MOINS and not one.valeur and not one.sur:
        # Nothing anywhere but where it is too little to be told.
        return EnMots(f"non publié ({masques.MOINS})")
    least = f"{masques.AU_MOINS} " if one.dit == masques.AU_MOINS else ""
    if one.mot:
        return EnMots(f"{words.get(one.mot, one.mot)} {least}{one.valeur:g}")
    if one.sur is None:
        return EnMots(f"{least}{one.valeur:g}")
    if one.dit == EXACT:
        return _proportion(Unite.NOMBRE, Proportion(round(one.valeur), one.sur))
    return EnMots(f"{least}{one.valeur:g} sur {one.sur}")


def nombre(unite: Unite, n: float) -> str:
    """« 12 h 30 », « 4 jours », « 3,5 », « 1 391 »."""
    if unite is Unite.MINUTES:
        return duree(round(n))
    said = f"{n:,.1f}".removesuffix(".0").replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return f"{said} {'jours' if n >= 2 else 'jour'}" if unite is Unite.JOURS else said


def _proportion(unite: Unite, valeur: Proportion) -> EnMots:
    if valeur.pour_cent is None:
        return VIDE
    base = f"{nombre(unite, valeur.n)} sur {nombre(unite, valeur.sur)}"
    if valeur.sur < POURCENTAGE_MINIMUM:
        return EnMots(base)
    return EnMots(f"{round(valeur.pour_cent)}\N{NO-BREAK SPACE}%", base)


def _mediane(unite: Unite, valeur: Mediane) -> EnMots:
    base = f"n = {valeur.n}"
    if valeur.milieu is None or valeur.bas is None or valeur.haut is None:
        return VIDE
    if unite is Unite.NOTE and valeur.n < NOTES_MINIMUM:
        return EnMots("—", f"{PEU}, {base}")
    spread = f"de {nombre(unite, valeur.bas)} à {nombre(unite, valeur.haut)}, {base}"
    return EnMots(nombre(unite, valeur.milieu), spread)


def _repartition(unite: Unite, valeur: Repartition, words: Mots) -> EnMots:
    parts: Sequence[tuple[str, int]] = list(valeur.par.items())
    said = [f"{words.get(word, word)} {nombre(unite, n)}" for word, n in parts[:MOST]]
    if rest := len(parts) - MOST if len(parts) > MOST else 0:
        said.append(pluriel(rest, "autre"))
    return EnMots(nombre(unite, valeur.n), ", ".join(said))
