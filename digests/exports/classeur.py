"""What an export says, read once: every format writes the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.clock import paris
from bot.domain.petits_effectifs import SEUIL
from bot.domain.trimestre import Trimestre
from bot.words import date_longue, du_au, heure
from digests import anciens
from digests.exports import masques
from digests.exports.cellules import RIEN, CelluleExport, cellules
from digests.exports.etendues import EtendueExport, SorteEtendue, etendues
from digests.exports.mots import libelles
from digests.exports.parts import PartAnnuelle, parts
from digests.exports.publics import Parution
from storage.figures import lieux
from storage.indicateurs.contrat import Indicateur, Sensible
from storage.indicateurs.registre import registre
from storage.indicateurs.releve import Releve, of_weeks
from storage.programme import Programme
from storage.work import Work

SUIVIS: Final = ("heures-presence", "repartition-periodes", "rencontres", "ambiance-mediane")
"""Told week by week too, on each site: they describe nobody."""
SIGNES: Final = ("presences-a-confirmer", "rencontres", "reponses", "mesusages-part")
"""One of them moves as soon as anybody notes anything in the street."""
D_ENSEMBLE: Final = frozenset(
    {
        *("part-terrain", "part-terrain-depuis-debut", "hors-terrain", "journees-incompletes"),
        *("jours-vacances", "jours-feries", "logements"),
    }
)
"""Of the whole team, of the calendar, of the file: a place has none of its own."""
LECTEURS: Final = "coordination, comité technique, commanditaires"
OUVERTS: Final = "tout le monde : des agrégats, sans rien sur les médiateurs ni sur l'argent"


@dataclass(frozen=True, slots=True)
class LigneExport:
    """One number: what it is, where, from which day to which day, both included."""

    indicateur: Indicateur[Any]
    etendue: EtendueExport
    debut: date
    fin: date
    mot: str
    """In the words of the file; « » for a value that is not by word."""
    cellule: CelluleExport


@dataclass(frozen=True, slots=True)
class Classeur:
    """A quarter; `mention` says who may read it, who made it, when, and by which rules."""

    nom: str
    programme: Programme
    trimestre: Trimestre
    mention: Sequence[tuple[str, str]]
    indicateurs: Sequence[Indicateur[Any]]
    lignes: Sequence[LigneExport]
    semaines: Sequence[LigneExport]
    parts: Sequence[PartAnnuelle]
    vide: bool
    """Nothing at all was noted in the quarter, whatever was asked for."""


def classeur(
    work: Work,
    trimestre: Trimestre,
    chosen: Sequence[Indicateur[Any]] | None = None,
    *,
    inscrit: bool = True,
    pour: Sequence[tuple[str, str]] = (),
) -> Classeur:
    """The figures of a quarter, all those of the register unless some are `chosen`.

    What is told of people is written down in the register of publications; a reader who changes
    nothing by looking (`inscrit` False, a page) is not told of them.
    pour: to whom it goes, when it goes to one alone, and their share.
    """
    if inscrit:
        anciens.enter_all(work)
    places = lieux(work.tx, work.programme.id)
    read = of_weeks(work.tx, work.programme, places, trimestre.semaines)
    every = tuple(registre().values()) if chosen is None else tuple(chosen)
    where = tuple(etendues(work.programme, places))
    words = libelles(work.programme.config)
    vue = _Vue(work, read, trimestre, where, inscrit)
    return Classeur(
        nom=f"{work.programme.config.slug}_{trimestre.label}",
        programme=work.programme,
        trimestre=trimestre,
        mention=(*pour, *_mention(work, trimestre)),
        indicateurs=every,
        lignes=tuple(_quarter(vue, every, words)),
        semaines=tuple(_weeks(read, trimestre, every, where, words)),
        parts=parts(work.programme.config),
        vide=not any(_noted(registre()[slug](read)) for slug in SIGNES),
    )


def _noted(value: Any) -> bool:
    return any(one.valeur or one.sur for one in cellules(value))


def _mention(work: Work, trimestre: Trimestre) -> Iterator[tuple[str, str]]:
    config = work.programme.config
    debut, fin = date_longue(trimestre.debut), date_longue(trimestre.fin)
    yield "Dispositif", config.nom + (" (exemple)" if config.exemple else "")
    yield (
        "Convention",
        du_au(config.convention.debut, config.convention.fin),
    )
    yield "Période", f"{trimestre.nom}, en semaines entières : du {debut} au {fin}"
    if trimestre.fin >= paris(work.now).date():
        yield "Attention", "trimestre en cours : les chiffres changeront"
    yield "Peuvent le lire", LECTEURS
    yield "Fait par", f"Carnet de rue, le {date_longue(work.now)} à {heure(work.now)}"
    yield "Données", "des agrégats seulement : ni nom, ni adresse, ni mot libre, ni saisie"
    yield (
        "Petits effectifs",
        f"ce qui décrit des personnes se lit par territoire, et à partir de {SEUIL} ; "
        "« tu » et « moins de » ne sont jamais zéro",
    )
    yield "Nombres", "durées en minutes ; décimales après une virgule dans le CSV"


def _quarter(
    vue: _Vue, every: Iterable[Indicateur[Any]], words: Mapping[str, str]
) -> Iterator[LigneExport]:
    debut, fin = vue.trimestre.debut, vue.trimestre.fin
    for one in every:
        for place, found in vue.told(one).items():
            for cellule in found:
                if cellule.dit != RIEN or place is vue.where[0]:
                    mot = words.get(cellule.mot, cellule.mot)
                    yield LigneExport(one, place, debut, fin, mot, cellule)


@dataclass(frozen=True, slots=True)
class _Vue:
    """One reading of the quarter, and what may be told of it; its first place is the programme."""

    work: Work
    read: Releve
    trimestre: Trimestre
    where: Sequence[EtendueExport]
    inscrit: bool

    def told(self, one: Indicateur[Any]) -> Mapping[EtendueExport, Sequence[CelluleExport]]:
        """The cells of each place, as they may leave the team."""
        over = self.trimestre.fin < paris(self.work.now).date()
        whole = self.where[0]
        if one.sensible is Sensible.PUBLIC and over and self.inscrit:
            return Parution(self.work, self.read, self.trimestre).told(one, self.where)
        if one.sensible is Sensible.PUBLIC and over:
            return {whole: [CelluleExport(dit=masques.SANS_REGISTRE)]}
        if one.sensible is not Sensible.PERSONNE and not over:
            return {whole: [CelluleExport(dit=masques.EN_COURS)]}
        where = (whole,) if one.slug in D_ENSEMBLE else self.where
        return {place: list(cellules(one(self.read.on(*place.lieux)))) for place in where}


def _weeks(
    read: Releve,
    trimestre: Trimestre,
    every: Iterable[Indicateur[Any]],
    where: Sequence[EtendueExport],
    words: Mapping[str, str],
) -> Iterator[LigneExport]:
    """What is told week by week, on each site."""
    sites = [place for place in where if place.sorte is SorteEtendue.SITE]
    for one in every:
        if one.slug not in SUIVIS:
            continue
        for rang, semaine in enumerate(trimestre.semaines):
            for place in sites:
                for cellule in cellules(one(read.on(*place.lieux).at(rang))):
                    mot = words.get(cellule.mot, cellule.mot)
                    yield LigneExport(one, place, semaine.lundi, semaine.dimanche, mot, cellule)
