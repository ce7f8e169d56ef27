"""What was seen on site: ambiance, fréquentation, usages and mésusages (000 l.161-163)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Final, NamedTuple

from storage.indicateurs.contrat import (
    EVALUATION,
    SUIVI,
    Mediane,
    Proportion,
    Repartition,
    Unite,
    indicateur,
    median,
    shared_out,
)
from storage.indicateurs.lignes import noted, several
from storage.indicateurs.releve import Releve
from storage.indicateurs.temps import PRESENCES, LignePresence
from storage.models import Observation

AMBIANCE_MINIMUM: Final = 3
"""Fewer notes than that have no median to be shown (referentiel, « affichée si n >= 3 »)."""
FEMMES: Final = "femmes-presentes"
"""The positive usage that says that women were there (003 l.591)."""


class LigneObservation(NamedTuple):
    """Observations alike by these words; both usages as JSON text, see `several`."""

    tranche: str
    ambiance: int | None
    frequentation: int | None
    positifs: str
    mesusages: str
    ressource: str | None
    n: int


OBSERVATIONS: Final = noted(
    LigneObservation,
    Observation,
    *("tranche", "ambiance", "frequentation", "positifs", "mesusages", "ressource"),
)
_Said = Callable[[LigneObservation], str]
_POSITIFS: Final[_Said] = attrgetter("positifs")
_MESUSAGES: Final[_Said] = attrgetter("mesusages")


@indicateur(
    *("ambiance-mediane", "Ambiance médiane", EVALUATION, Unite.NOTE),
    source="000 l.136, l.161 ; 001 l.92",
)
def ambiance_mediane(releve: Releve) -> Mediane:
    """Médiane des notes de 1 à 5, des observations et des fins de présence, avec son étendue."""
    noted_here = ((line.ambiance, line.n) for line in _looked(releve))
    return median(note for note, n in noted_here if note is not None for _ in range(n))


@indicateur(*("frequentation-mode", "Fréquentation", EVALUATION, Unite.NOMBRE), source="000 l.161")
def frequentation_mode(releve: Releve) -> Repartition:
    """Relevés par modalité, des observations et des fins de présence ; le mode est la première."""
    words = {one.valeur: one.slug for one in releve.programme.config.frequentation}
    return shared_out(
        (words.get(line.frequentation, str(line.frequentation)), line.n)
        for line in _looked(releve)
        if line.frequentation is not None
    )


@indicateur(
    *("usages-positifs-part", "Observations positives", EVALUATION, Unite.NOMBRE),
    source="000 l.25, l.163",
    denominateur="observations",
)
def usages_positifs_part(releve: Releve) -> Proportion:
    """Observations avec au moins un usage positif, sur toutes les observations."""
    return _share(releve, lambda line: bool(several(line.positifs)))


@indicateur(
    *("mesusages-part", "Observations avec mésusage", EVALUATION, Unite.NOMBRE),
    source="000 l.163",
    denominateur="observations",
)
def mesusages_part(releve: Releve) -> Proportion:
    """Observations avec au moins un mésusage, sur toutes les observations."""
    return _share(releve, lambda line: bool(several(line.mesusages)))


@indicateur(
    *("presence-femmes", "Présence de femmes observée", EVALUATION, Unite.NOMBRE),
    source="003 l.591",
    denominateur="observations",
)
def presence_femmes(releve: Releve) -> Proportion:
    """Observations où la présence de femmes est notée, sur toutes les observations."""
    return _share(releve, lambda line: FEMMES in several(line.positifs))


@indicateur(
    *("usages-positifs", "Usages positifs", EVALUATION, Unite.NOMBRE), source="000 l.17, l.163"
)
def usages_positifs(releve: Releve) -> Repartition:
    """Observations par usage positif : une observation en compte plusieurs."""
    return _by_word(releve, _POSITIFS)


@indicateur(
    *("mesusages", "Mésusages", EVALUATION, Unite.NOMBRE), source="000 l.163 ; 001 l.30, l.34"
)
def mesusages(releve: Releve) -> Repartition:
    """Observations par mésusage : une observation en compte plusieurs."""
    return _by_word(releve, _MESUSAGES)


@indicateur(
    *("usages-positifs-nouveaux", "Usages positifs nouveaux", EVALUATION, Unite.NOMBRE),
    source="000 l.163, proposé",
)
def usages_positifs_nouveaux(releve: Releve) -> Repartition:
    """Usages positifs notés, absents des périodes lues avant, où il y eut des observations."""
    return _new(releve, _POSITIFS)


@indicateur(
    *("mesusages-nouveaux", "Mésusages nouveaux", EVALUATION, Unite.NOMBRE),
    source="000 l.163, proposé",
)
def mesusages_nouveaux(releve: Releve) -> Repartition:
    """Mésusages notés, absents des périodes lues avant, où il y eut des observations."""
    return _new(releve, _MESUSAGES)


@indicateur(
    *("ressources-reperees", "Ressources repérées", SUIVI, Unite.NOMBRE),
    source="003 l.1179 ; J11",
)
def ressources_reperees(releve: Releve) -> Repartition:
    """Observations qui notent une ressource du lieu ou du quartier, par sorte : savoir-faire,
    collectif, lieu, rendez-vous ; jamais quelqu'un."""
    lines = releve.lignes(OBSERVATIONS)
    return shared_out((line.ressource, line.n) for line in lines if line.ressource)


def _looked(releve: Releve) -> Iterator[LigneObservation | LignePresence]:
    """What says an ambiance or a fréquentation: an observation, or the end of a presence."""
    yield from releve.lignes(OBSERVATIONS)
    yield from releve.lignes(PRESENCES)


def _share(releve: Releve, holds: Callable[[LigneObservation], bool]) -> Proportion:
    every = list(releve.lignes(OBSERVATIONS))
    return Proportion(sum(line.n for line in every if holds(line)), sum(line.n for line in every))


def _by_word(releve: Releve, said: _Said) -> Repartition:
    return shared_out(
        (word, line.n) for line in releve.lignes(OBSERVATIONS) for word in several(said(line))
    )


def _new(releve: Releve, said: _Said) -> Repartition:
    """Nothing is new where nobody had looked before."""
    past = list(releve.before().lignes(OBSERVATIONS))
    known = {word for line in past for word in several(said(line))}
    here = _by_word(releve, said).par if past else {}
    return Repartition({word: n for word, n in here.items() if word not in known})
