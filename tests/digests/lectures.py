"""What one reads of people in each output: its numbers, and what they are the sum of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, inf
from typing import Any, Final

from bot.domain.bandes import parts
from bot.domain.petits_effectifs import SEUIL, SEUIL_CROISE
from bot.domain.semaine import Semaine
from digests.contract import Snapshot
from digests.exports.cellules import EXACT
from digests.exports.classeur import Classeur, LigneExport
from digests.exports.etendues import SorteEtendue
from digests.exports.masques import AUTRES, MOINS, NON, OUI
from digests.sections.activites.chiffres import SANS_NOMBRE
from storage.indicateurs.contrat import Sensible
from storage.indicateurs.rencontres import young
from tests.attaque import Case, Publie
from tests.digests.monde import ESTIMATION, Monde

COMPTE: Final = re.compile(r"(\d+) sur (\d+)")
LUES: Final = {
    "sollicitations.types": "sollicitations-type",
    "sollicitations.aller_vers": "part-aller-vers",
    "sollicitations.suites": "suites-donnees",
    "sollicitations.orientations": "orientations",
    "sollicitations.relais.ouverts": "relais-ouverts",
    "sollicitations.relais.nouvelles": "relais-avec-nouvelles",
    "sollicitations.relais.en_retard": "relais-en-retard",
    "sollicitations.relais.bloc.echus": "relais-issues",
    "sollicitations.relais.bloc.continus": "relais-continus",
    "sollicitations.mois.besoins": "besoins",
    "sollicitations.mois.institutions": "institutions-mal-comprises",
    "sollicitations.mois.gestes": "gestes-sur-place",
    "sollicitations.mois.insecurite": "insecurite-ages",
    "conflits.mois.nature": "conflits-nature",
    "conflits.mois.stades": "conflits-stades",
    "conflits.mois.gestes": "gestes-mediation",
    "conflits.mois.services": "conflits-services",
    "conflits.types": "conflits-directs",
    "conflits.issues": "conflits-issues",
    "conflits.ouvertes": "mediations-ouvertes",
    "conflits.closes": "mediations-closes",
    "conflits.verifies": "accords-verifies",
    "conflits.etats": "mediations-etats",
    "conflits.tenus": "accords-tenus",
}
"""Where a letter keeps each figure of people, and which one it is."""
ACTIVITES: Final = {
    "aller_vers": ("part-aller-vers", [OUI]),
    "orientation": ("orientations", None),
    "relais": ("relais-avec-nouvelles", None),
    "conflit": ("conflits-apaises", None),
    "ville": ("transmissions-ville", None),
}
"""The same of the activities of a file, by what it calls them: which words of it they count."""
CROISE: Final = "insecurite-ages"
"""Of two traits: what is not told may be as large as ten."""
PAR_BLOC: Final = ("relais-issues", "relais-continus", "accords-tenus", CROISE)
EVENEMENTS: Final = "sollicitations"
"""Told exactly, as a total: a request is an event (adr/0006)."""


@dataclass(frozen=True)
class Lecteur:
    """Somebody who knows by heart what each number is of."""

    monde: Monde

    def lettre(
        self, found: Snapshot, territoires: Sequence[str], semaine: Semaine
    ) -> Iterator[Publie]:
        """All that it tells of people, wherever it keeps it."""
        rangs = self.monde.rangs(semaine.lundi, semaine.dimanche)
        for chemin, count in _counts(found["sections"]):
            where = rangs
            slug = LUES[chemin]
            if slug in PAR_BLOC:
                where = self._bloc(found["sections"], chemin)
                if not where:
                    # Twelve weeks of a convention that was signed before the carnet was opened.
                    assert (count["n"], count["tus"]) == (0, 0), chemin
                    continue
            yield from self._compte(slug, count, territoires, where)
        for slug, mots, count in self._activites(found["sections"].get("activites", {})):
            yield from self._compte(slug, count, territoires, rangs, mots)
        yield from self._rencontres(found["sections"].get("rencontres", {}), territoires, rangs)
        asked = found["sections"].get("sollicitations")
        if asked:
            cells = self.monde.cases(EVENEMENTS, territoires, rangs, [""])
            yield Publie(cells, asked["n"])

    def _bloc(self, sections: Mapping[str, Any], chemin: str) -> tuple[int, ...]:
        if chemin.startswith("conflits"):
            debut, fin = map(date.fromisoformat, sections["conflits"]["bloc"])
            return self.monde.rangs(debut, fin)
        bloc = sections["sollicitations"]["relais"]["bloc"]
        return self.monde.rangs(*(date.fromisoformat(bloc[day]) for day in ("du", "au")))

    def _activites(
        self, found: Mapping[str, Any]
    ) -> Iterator[tuple[str, Sequence[str] | None, Mapping[str, Any]]]:
        """Each count of people of each activity: its figure, those of its words, what is told."""
        listed = self.monde.annee.programme.config.liste("activites")
        every = [one for one in listed if one.compte]
        for activite, line in zip(every, found.get("activites", ()), strict=True):
            for compte, count in zip(activite.compte, line["comptes"], strict=True):
                if compte.quoi == "mediation":
                    yield "mediations-ouvertes", None, count["ouvertes"]
                    yield "accords-verifies", None, count["accords"]
                elif compte.quoi == "conflit" and compte.types:
                    yield "conflits-directs", list(compte.types), count
                elif compte.quoi in ACTIVITES:
                    yield *ACTIVITES[compte.quoi], count

    def _compte(
        self,
        slug: str,
        count: Mapping[str, Any],
        territoires: Sequence[str],
        rangs: Sequence[int],
        of: Sequence[str] | None = None,
    ) -> Iterator[Publie]:
        """« 7 », « au moins 7 », « moins de 5 »; then each word; then what turned out well.

        of: the words that it counts; all of them when None.
        """
        if count.get(SANS_NOMBRE):
            return
        mots, tus = of or self.monde.mots(slug), count["tus"]
        several = count["n"] or count.get("par_semaine")
        weeks = self.monde.semaines(rangs) if several else 1
        seuil = SEUIL_CROISE if slug == CROISE else SEUIL
        most = count["n"] + (seuil - 1) * tus * weeks
        yield Publie(self.monde.cases(slug, territoires, rangs, mots), count["n"] + tus, most)
        if count.get("dont") is not None and OUI in self.monde.mots(slug):
            yield Publie(self.monde.cases(slug, territoires, rangs, [OUI]), count["dont"])
        if "par" not in count:
            return
        told = {self.monde.dit(slug, label): n for label, n in count["par"].items()}
        for mot in mots:
            cells = self.monde.cases(slug, territoires, rangs, [mot])
            if mot in told and (len(territoires) == 1 or not count["reste"]):
                yield Publie(cells, told[mot])
            elif mot not in told and not count["reste"]:
                yield Publie(cells, 0)
            elif mot in told:
                yield Publie(cells, told[mot], inf)

    def _rencontres(
        self, met: Mapping[str, Any], territoires: Sequence[str], rangs: Sequence[int]
    ) -> Iterator[Publie]:
        if not met:
            return
        yield Publie(
            self.monde.cases("typologie", territoires, rangs, self.monde.mots("typologie")),
            met["total"],
        )
        for row in met["typologie"]:
            cells = self.monde.cases("typologie", territoires, rangs, row["publics"])
            yield Publie(cells, row["n"], None if len(territoires) == 1 else inf)
        if share := met["premiers"]:
            yield from self._part(
                share,
                [
                    self.monde.cases("premiers-contacts", territoires, rangs, mots)
                    for mots in ([OUI], [OUI, NON])
                ],
            )
        if share := met["jeunes"]:
            ages = [one.slug for one in self.monde.annee.programme.config.publics if one.ages]
            yield from self._part(
                share,
                [
                    self.monde.cases("typologie", territoires, rangs, mots)
                    for mots in (young(self.monde.read), ages)
                ],
            )

    def _part(
        self, share: Mapping[str, int], cases: Sequence[frozenset[Case]]
    ) -> Iterator[Publie]:
        """« 32 % of 40 »: what that may be once it is no longer rounded."""
        part, whole = cases
        near = [(share["pour_cent"] + side) * share["sur"] / 100 for side in (-0.5, 0.5)]
        slack = len(part) / 2 if any(ESTIMATION in case.public for case in part) else 0
        yield Publie(whole, share["sur"])
        yield Publie(part, ceil(near[0] - slack), floor(near[1] + slack))

    def export(self, book: Classeur) -> Iterator[Publie]:
        """What a workbook says of each territoire, and of all of them."""
        rangs = self.monde.rangs(book.trimestre.debut, book.trimestre.fin)
        for ligne in book.lignes:
            if ligne.indicateur.sensible is not Sensible.PUBLIC:
                continue
            if ligne.etendue.sorte not in (SorteEtendue.TERRITOIRE, SorteEtendue.PROGRAMME):
                raise AssertionError(f"finer than a territoire: {ligne}")
            whole = ligne.etendue.sorte is SorteEtendue.PROGRAMME
            where = tuple(self.monde.lieux) if whole else (ligne.etendue.slug,)
            if set(where) <= set(self.monde.lieux):
                yield from self._cellule(ligne, where, rangs)

    def _cellule(
        self, ligne: LigneExport, where: Sequence[str], rangs: Sequence[int]
    ) -> Iterator[Publie]:
        slug, cell = ligne.indicateur.slug, ligne.cellule
        every = self.monde.cases(slug, where, rangs, self.monde.mots(slug))
        if cell.dit == MOINS and len(where) == 1:
            yield Publie(every, 1, SEUIL - 1)
        if cell.sur is not None:
            yield Publie(every, cell.sur)
        if cell.valeur is None or cell.mot == AUTRES:
            return
        mots = parts(cell.mot) if cell.mot or OUI not in self.monde.mots(slug) else [OUI]
        cells = self.monde.cases(slug, where, rangs, mots)
        slack = len(cells) if slug == ESTIMATION else 0
        n = int(cell.valeur)
        yield Publie(cells, n - slack, inf if cell.dit != EXACT else n + slack if slack else None)

    def page(self, found: Mapping[str, Any], debut: date, fin: date) -> Iterator[Publie]:
        """What a dashboard says of people, in its words: « 62 % », « 15 sur 24 »."""
        for one in found["chiffres"]:
            if one.fait is None or one.fait.sensible is not Sensible.PUBLIC:
                continue
            told = [COMPTE.fullmatch(said) for said in (one.dit.valeur, one.dit.base)]
            for n, sur in (match.groups() for match in told if match):
                where, rangs = tuple(self.monde.lieux), self.monde.rangs(debut, fin)
                for mots, number in (([OUI], n), ([OUI, NON], sur)):
                    yield Publie(self.monde.cases(one.slug, where, rangs, mots), int(number))


def _counts(found: Any, chemin: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every count of people of a snapshot, with its place."""
    if not isinstance(found, dict):
        return
    if "tus" in found:
        yield chemin, found
    for name, value in found.items():
        yield from _counts(value, f"{chemin}.{name}".lstrip("."))
