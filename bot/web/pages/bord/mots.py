"""A figure in words, as its reader may have it: what is small is not told outside the team."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from bot.domain.bord import Regard
from bot.domain.petits_effectifs import POURCENTAGE_MINIMUM, SEUIL, protect
from bot.words import duree, pluriel
from storage.dispositif import Dispositif
from storage.indicateurs.contrat import (
    Indicateur,
    Mediane,
    Nombre,
    ParHeure,
    Proportion,
    Repartition,
    Sensible,
    Unite,
)

RIEN: Final = "rien à compter"
TU: Final = f"moins de {SEUIL}"
CACHE: Final = "non publié"
PEU: Final = "trop peu de notes"
NOTES_MINIMUM: Final = 3
"""Fewer notes of ambiance have no median worth telling (referentiel, « ambiance-mediane »)."""
MOST: Final = 3
"""Words told of a distribution; the others are summed."""


class EnMots(NamedTuple):
    """A figure in words: the figure, then what it was made of (« n »)."""

    valeur: str
    base: str = ""


def dit(config: Dispositif, one: Indicateur[Any], valeur: Any, regard: Regard) -> EnMots:
    """What that reader reads of it."""
    hidden = one.sensible is Sensible.PUBLIC and not regard.exact
    match valeur:
        case Nombre():
            small = hidden and 0 < valeur.n < SEUIL
            return EnMots(TU if small else nombre(one.unite, valeur.n))
        case Proportion():
            return _masked(valeur) if hidden else _proportion(one.unite, valeur)
        case ParHeure():
            rate = valeur.par_heure
            base = f"{valeur.n} en {duree(valeur.minutes)}"
            return EnMots("—", RIEN) if rate is None else EnMots(nombre(one.unite, rate), base)
        case Mediane():
            return _mediane(one.unite, valeur)
        case Repartition():
            return _repartition(config, one.unite, valeur, hidden=hidden)
        case _:
            raise TypeError(f"no word for {valeur!r}")


def nombre(unite: Unite, n: float) -> str:
    """« 12 h 30 », « 4 jours », « 3,5 »."""
    if unite is Unite.MINUTES:
        return duree(round(n))
    said = f"{n:.1f}".removesuffix(".0").replace(".", ",")
    return f"{said} {'jours' if n >= 2 else 'jour'}" if unite is Unite.JOURS else said


def pour_cent(valeur: Proportion) -> str:
    """« 67 % »; a narrow space, as French writes it."""
    return f"{round(valeur.pour_cent or 0)}\N{NO-BREAK SPACE}%"


def _proportion(unite: Unite, valeur: Proportion) -> EnMots:
    if valeur.pour_cent is None:
        return EnMots("—", RIEN)
    base = f"{nombre(unite, valeur.n)} sur {nombre(unite, valeur.sur)}"
    if valeur.sur < POURCENTAGE_MINIMUM:
        return EnMots(base)
    return EnMots(pour_cent(valeur), base)


def _masked(valeur: Proportion) -> EnMots:
    """Whoever it speaks of is told only among many, and so are the others (adr/0006)."""
    if 0 < valeur.sur < SEUIL:
        return EnMots(CACHE, f"n = {TU}")
    shown = protect([valeur.n, valeur.sur - valeur.n])
    if valeur.sur and None in shown and 0 < valeur.n < valeur.sur:
        return EnMots(CACHE, f"n = {valeur.sur}")
    return _proportion(Unite.NOMBRE, valeur)


def _mediane(unite: Unite, valeur: Mediane) -> EnMots:
    base = f"n = {valeur.n}"
    if valeur.milieu is None or valeur.bas is None or valeur.haut is None:
        return EnMots("—", RIEN)
    if unite is Unite.NOTE and valeur.n < NOTES_MINIMUM:
        return EnMots("—", f"{PEU}, {base}")
    spread = f"de {nombre(unite, valeur.bas)} à {nombre(unite, valeur.haut)}, {base}"
    return EnMots(nombre(unite, valeur.milieu), spread)


def _repartition(config: Dispositif, unite: Unite, valeur: Repartition, *, hidden: bool) -> EnMots:
    if not valeur.n:
        return EnMots("—", RIEN)
    if hidden:
        counts = protect(list(valeur.par.values()))
        told = {word: n for word, n in zip(valeur.par, counts, strict=True) if n}
    else:
        told = dict(valeur.par)
    first = list(told.items())[:MOST]
    said = ", ".join(f"{libelle(config, word)} {nombre(unite, n)}" for word, n in first)
    rest = len(valeur.par) - len(first)
    more = f" ; {pluriel(rest, 'autre')}" if rest else ""
    return EnMots(f"{said or CACHE}{more}", f"n = {nombre(unite, valeur.n)}")


def libelle(config: Dispositif, slug: str) -> str:
    """The label that the file gives that word, in whichever of its lists it stands."""
    return _libelles(config).get(slug, slug)


def _libelles(config: Dispositif) -> dict[str, str]:
    lists = (
        *(config.periodes.tranches, config.frequentation, config.ambiance, config.publics),
        *(config.roles, config.services, config.categories, *config.listes.values()),
    )
    return {one.slug: one.label for several in lists for one in several}
