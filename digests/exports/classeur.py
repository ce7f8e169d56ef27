"""What an export says, read once: every format writes the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from bot.clock import paris
from bot.domain.petits_effectifs import SEUIL
from bot.domain.semaine import Semaine
from bot.domain.trimestre import Trimestre
from bot.domain.ventilation import Ventilation
from bot.words import date_longue, heure
from digests.exports import masques
from digests.exports.cellules import RIEN, CelluleExport, cellules
from digests.exports.etendues import EtendueExport, SorteEtendue, etendues
from digests.exports.mots import libelles
from digests.exports.parts import PartAnnuelle, parts
from storage import publications
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
D_ENSEMBLE: Final = frozenset(
    {
        *("part-terrain", "part-terrain-depuis-debut", "hors-terrain", "journees-incompletes"),
        *("jours-vacances", "jours-feries", "logements"),
    }
)
"""Of the whole team, of the calendar, of the file: a place has none of its own."""
SUPPORT: Final = "export"
UN_JOUR: Final = timedelta(days=1)
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
) -> Classeur:
    """The figures of a quarter, all those of the register unless some are `chosen`.

    What is told of people is written down in the register of publications; a reader who changes
    nothing by looking (`inscrit` False, a page) is not told of them.
    """
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
        mention=tuple(_mention(work, trimestre)),
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
        f"du {date_longue(config.convention.debut)} au {date_longue(config.convention.fin)}",
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
    for one in every:
        for place, found in vue.told(one).items():
            for cellule in found:
                if cellule.dit == RIEN and place is not vue.where[0]:
                    continue
                mot = words.get(cellule.mot, cellule.mot)
                debut, fin = vue.trimestre.debut, vue.trimestre.fin
                yield LigneExport(one, place, debut, fin, mot, cellule)


@dataclass(frozen=True, slots=True)
class _Vue:
    """One reading of the quarter, and what may be told of it; its first place is the programme."""

    work: Work
    read: Releve
    trimestre: Trimestre
    where: Sequence[EtendueExport]
    inscrit: bool
    """Whether it leaves, and is written down in the register of publications."""

    def told(self, one: Indicateur[Any]) -> Mapping[EtendueExport, Sequence[CelluleExport]]:
        """The cells of each place, as they may leave the team."""
        over = self.trimestre.fin < paris(self.work.now).date()
        if one.slug in D_ENSEMBLE:
            return replace(self, where=self.where[:1])._placed(one, over=over)
        return self._placed(one, over=over)

    def _placed(
        self, one: Indicateur[Any], *, over: bool
    ) -> Mapping[EtendueExport, Sequence[CelluleExport]]:
        if one.sensible is Sensible.PERSONNE or (one.sensible is Sensible.MEDIATEURS and over):
            return {place: list(cellules(one(self._on(place)))) for place in self.where}
        if not over or not self.inscrit:
            why = masques.SANS_REGISTRE if over else masques.EN_COURS
            return {self.where[0]: [CelluleExport(dit=why)]}
        return self._publics(one)

    def _publics(self, one: Indicateur[Any]) -> Mapping[EtendueExport, Sequence[CelluleExport]]:
        """Of each territoire by itself; the whole is made of them, and nothing is told finer."""
        territoires = {
            place: list(masques.publiables(one, one(self._on(place)), self._dire(one, place)))
            for place in self.where
            if place.sorte is SorteEtendue.TERRITOIRE
        }
        return {self.where[0]: list(masques.ensemble(territoires.values()))} | territoires

    def _dire(self, one: Indicateur[Any], place: EtendueExport) -> masques.Dire:
        def dire(comptes: Mapping[str, int | None], total: int) -> Mapping[str, int | None]:
            work, mesure = self.work, masques.DITS[one.slug]
            quiet = [self._nobody(mesure, place, semaine) for semaine in self._quiet(place)]
            publications.inscrit(work.tx, work.programme.id, quiet, SUPPORT, work.now)
            days = self.trimestre.debut, self.trimestre.fin + UN_JOUR
            table = Ventilation(mesure, self._sites(place), *days, comptes, total)
            told = publications.publie(work.tx, work.programme.id, table, SUPPORT, work.now)
            return told.comptes

        return dire

    def _quiet(self, place: EtendueExport) -> Iterator[Semaine]:
        """Weeks of which everybody reads that nobody was met: each public is known, it is 0."""
        for rang, semaine in enumerate(self.trimestre.semaines):
            if not registre()["rencontres"](self._on(place).at(rang)).n:
                yield semaine

    def _nobody(self, mesure: str, place: EtendueExport, semaine: Semaine) -> Ventilation:
        config = self.work.programme.config
        zero = dict.fromkeys((one.slug for one in (*config.publics, *config.roles)), 0)
        days = semaine.lundi, semaine.dimanche + UN_JOUR
        return Ventilation(mesure, self._sites(place), *days, dict(zero), 0)

    def _sites(self, place: EtendueExport) -> frozenset[str]:
        return frozenset(lieu.slug for lieu in place.lieux)

    def _on(self, place: EtendueExport) -> Releve:
        return self.read.on(*place.lieux)


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
