"""What an export says, read once: every format writes the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.clock import paris
from bot.domain.petits_effectifs import SEUIL
from bot.domain.trimestre import Trimestre
from bot.words import date_longue, heure
from digests.exports import masques
from digests.exports.cellules import CelluleExport, cellules
from digests.exports.etendues import EtendueExport, SorteEtendue, etendues
from digests.exports.mots import libelles
from digests.exports.parts import PartAnnuelle, parts
from storage.figures import lieux
from storage.indicateurs.contrat import Indicateur, Sensible
from storage.indicateurs.registre import registre
from storage.indicateurs.releve import Releve, of_weeks
from storage.programme import Programme
from storage.work import Work

SUIVIS: Final = ("heures-presence", "repartition-periodes", "rencontres", "ambiance-mediane")
"""Told week by week too, on each site: they describe nobody."""
SIGNES: Final = ("presences-a-confirmer", "rencontres", "ce-qui-a-ete-fait", "mesusages-part")
"""One of them moves as soon as anybody notes anything in the street."""
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
    read: Releve | None = None,
) -> Classeur:
    """The figures of a quarter, all those of the register unless some are `chosen`.

    read: its weeks on every site, once they were read in parts; nothing else is then asked of the
    database.
    """
    places = read.lieux if read else lieux(work.tx, work.programme.id)
    read = read or of_weeks(work.tx, work.programme, places, trimestre.semaines)
    every = tuple(registre().values()) if chosen is None else tuple(chosen)
    over = trimestre.fin < paris(work.now).date()
    where = tuple(etendues(work.programme, places))
    words = libelles(work.programme.config)
    return Classeur(
        nom=f"{work.programme.config.slug}_{trimestre.label}",
        programme=work.programme,
        trimestre=trimestre,
        mention=tuple(_mention(work, trimestre, over=over)),
        indicateurs=every,
        lignes=tuple(_quarter(read, trimestre, every, where, words, over=over)),
        semaines=tuple(_weeks(read, trimestre, every, where, words)),
        parts=parts(work.programme.config),
        vide=not any(_noted(registre()[slug](read)) for slug in SIGNES),
    )


def _noted(value: Any) -> bool:
    return any(one.valeur or one.sur for one in cellules(value))


def _mention(work: Work, trimestre: Trimestre, *, over: bool) -> Iterator[tuple[str, str]]:
    config = work.programme.config
    debut, fin = date_longue(trimestre.debut), date_longue(trimestre.fin)
    yield "Dispositif", config.nom + (" (exemple)" if config.exemple else "")
    yield (
        "Convention",
        f"du {date_longue(config.convention.debut)} au {date_longue(config.convention.fin)}",
    )
    yield "Période", f"{trimestre.nom}, en semaines entières : du {debut} au {fin}"
    if not over:
        yield "Attention", "trimestre en cours : les chiffres changeront"
    yield "Peuvent le lire", LECTEURS
    yield "Fait par", f"Carnet de rue, le {date_longue(work.now)} à {heure(work.now)}"
    yield "Données", "des agrégats seulement : ni nom, ni adresse, ni mot libre, ni saisie"
    yield (
        "Petits effectifs",
        f"ce qui décrit des personnes se lit par territoire, à partir de {SEUIL} ; "
        "« tu » et « moins de » ne sont jamais zéro",
    )
    yield "Nombres", "durées en minutes ; décimales après une virgule dans le CSV"


def _quarter(
    read: Releve,
    trimestre: Trimestre,
    every: Iterable[Indicateur[Any]],
    where: Sequence[EtendueExport],
    words: Mapping[str, str],
    *,
    over: bool,
) -> Iterator[LigneExport]:
    for one in every:
        told = _told(one, read, where, over=over)
        for etendue, found in told.items():
            for cellule in found:
                mot = words.get(cellule.mot, cellule.mot)
                yield LigneExport(one, etendue, trimestre.debut, trimestre.fin, mot, cellule)


def _told(
    one: Indicateur[Any], read: Releve, where: Sequence[EtendueExport], *, over: bool
) -> Mapping[EtendueExport, Sequence[CelluleExport]]:
    """The cells of each place, as they may leave the team."""
    if one.sensible is Sensible.PERSONNE or (one.sensible is Sensible.MEDIATEURS and over):
        return {place: list(cellules(one(read.on(*place.lieux)))) for place in where}
    if not over:
        return {place: [CelluleExport(dit=masques.EN_COURS)] for place in where}
    territoires = {
        place: list(masques.publiables(one(read.on(*place.lieux))))
        for place in where
        if place.sorte is SorteEtendue.TERRITOIRE
    }
    whole = list(masques.ensemble(territoires.values()))
    finer = [CelluleExport(dit=masques.PAR_TERRITOIRE)]
    others = {
        place: whole if place.sorte is SorteEtendue.PROGRAMME else finer
        for place in where
        if place not in territoires
    }
    return others | territoires


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
