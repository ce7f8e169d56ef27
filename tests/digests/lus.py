"""What one reads of people in a document that is due: its tables, and what each number is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from bot.domain.petits_effectifs import SEUIL
from bot.livrables import ContenuLivrable
from digests.exports.masques import NON, OUI
from digests.livrables.intervention.matiere import cible_of
from digests.livrables.proteges import RESTE
from storage.dispositif import Dispositif, Intervention
from storage.indicateurs.registre import registre
from tests.attaque import Case, Publie
from tests.digests.monde import Monde

TOTAL: Final = "Total"
EN_TOUT: Final = re.compile(r"(moins de )?(\d+) en tout")
SUR: Final = re.compile(r"(\d+) sur (\d+)(?:,|$)")
TUE: Final = re.compile(r"non publié : petits nombres \(sur (\d+)\)")
AU_MOINS: Final = "au moins "
RETOURS: Final = "retours-droit-commun"
ECHUS: Final = re.compile(
    r"(\d+) sur (\d+) relais à échéance ; (\d+) pris en charge par un autre.*"
)
CADRES: Final = "Aide individuelle ou collective : "
FICHES: Final = {
    "Rencontres": "typologie",
    "Sollicitations": "sollicitations-type",
    "Typologie": "typologie",
    "Publics": "typologie",
    "Démarches": "demarches",
    "Démarches faites": "demarches",
    "Relais ouverts": "relais-ouverts",
    "Relais vérifiés": "relais-verifies",
    "Relais effectifs": "relais-effectifs",
    "Toujours suivis à J+30": "relais-continus",
    "Sans nouvelles": "relais-sans-nouvelles",
    "Conflits": "conflits",
    "Conflits apaisés": "conflits-apaises",
    "Médiations ouvertes": "mediations-ouvertes",
    "Médiations closes": "mediations-closes",
    "Accords obtenus": "accords-obtenus",
    "Accords tenus": "accords-tenus",
    "Transmises à la médiation de la Ville": "transmissions-ville",
    "Retours vers le droit commun": RETOURS,
}
"""What a line of a document calls each figure of people."""
TABLEAUX: Final = (
    *("sollicitations-type", "conflits-directs", "orientations", "relais-domaines"),
    *("gestes-mediation", "conflits-issues", "besoins", "deja-suivis", "sollicitations-cadres"),
)
"""Those that a table tells word by word."""
RELAIS: Final = re.compile(r"ouverts : (.+) ; effectifs : (.+)")


@dataclass(frozen=True)
class Document:
    """One that left: what is printed, the sites and the days that it tells of (`fin` included)."""

    nom: str
    contenu: ContenuLivrable
    sites: tuple[str, ...]
    debut: date
    fin: date


@dataclass(frozen=True)
class Liseuse:
    """Somebody who has documents, and knows by heart what each line of theirs is of."""

    monde: Monde
    config: Dispositif

    known: frozenset[str] = frozenset({"sollicitations", *FICHES.values(), *TABLEAUX})

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The figure of people that each table is headed by."""
        return {registre()[slug].label: slug for slug in {*FICHES.values(), *TABLEAUX}}

    def document(self, one: Document) -> Iterator[Publie]:
        """All that it tells of people; a part on one intervention is of its site and days."""
        for partie in one.contenu["parties"] if one.sites else ():
            ici = one
            for bloc in partie["blocs"]:
                if bloc["sorte"] == "intertitre":
                    ici = self._intervention(one, bloc["texte"], ici)
                yield from self._bloc(bloc, ici)

    @cached_property
    def interventions(self) -> Mapping[str, Intervention]:
        """By how a dossier calls each."""
        every = self.config.interventions
        return {cible_of(self.monde.annee.programme, it).nom: it for it in every}

    def _intervention(self, one: Document, titre: str, ici: Document) -> Document:
        it = self.interventions.get(titre)
        if it is None:
            return ici
        debut, fin = max(it.debut, one.debut), min(it.fin, one.fin)
        return replace(one, sites=(it.site,), debut=debut, fin=fin)

    def _bloc(self, bloc: Mapping[str, Any], ici: Document) -> Iterator[Publie]:
        if bloc["sorte"] == "note":
            label, _, said = bloc["texte"].partition(" : ")
            if label in self.labels:
                yield from self._total(self.labels[label], said, ici)
        elif bloc["sorte"] == "paragraphe" and bloc["texte"].startswith(CADRES):
            said = bloc["texte"].removeprefix(CADRES).removesuffix(".")
            yield from self._total("sollicitations-cadres", said, ici)
            yield from self._en_ligne("sollicitations-cadres", said, ici)
        elif bloc["sorte"] == "tableau" and bloc["entetes"]:
            yield from self._tableau(bloc, ici)
        elif bloc["sorte"] == "tableau":
            for name, said in bloc["lignes"]:
                yield from self._ligne(name, said, ici)

    def _tableau(self, bloc: Mapping[str, Any], ici: Document) -> Iterator[Publie]:
        slug = self.labels.get(bloc["legende"])
        if slug is None:
            return
        for label, said in bloc["lignes"]:
            if label == RESTE:
                continue
            mots = None if label == TOTAL else [self.monde.dit(slug, label)]
            yield from self._nombre(slug, said, ici, mots)

    def _ligne(self, name: str, said: str, ici: Document) -> Iterator[Publie]:
        """A line of a fiche: one figure, or two, or a share of relais in three numbers."""
        if both := RELAIS.fullmatch(said):
            yield from self._fiche("relais-ouverts", both[1], ici)
            yield from self._fiche("relais-effectifs", both[2], ici)
        elif back := ECHUS.fullmatch(said):
            for mots, n in ((["droit-commun"], 1), (["autre-partenaire"], 3), (None, 2)):
                yield from self._nombre(RETOURS, back[n], ici, mots)
        elif name in FICHES:
            yield from self._fiche(FICHES[name], said, ici)

    def _fiche(self, slug: str, said: str, ici: Document) -> Iterator[Publie]:
        if share := SUR.match(said):
            yield from self._part(slug, int(share[1]), int(share[2]), ici)
        elif silent := TUE.fullmatch(said):
            yield Publie(self._cases(slug, ici, [OUI, NON]), int(silent[1]))
        elif EN_TOUT.match(said):
            yield from self._total(slug, said, ici)
        elif (n := said.partition(",")[0]).isdigit():
            yield from self._nombre(slug, n, ici)
        else:
            yield from self._en_ligne(slug, said, ici)

    def _part(self, slug: str, n: int, sur: int, ici: Document) -> Iterator[Publie]:
        yield Publie(self._cases(slug, ici, [OUI]), n)
        yield Publie(self._cases(slug, ici, [OUI, NON]), sur)

    def _en_ligne(self, slug: str, said: str, ici: Document) -> Iterator[Publie]:
        """« 12-17 ans 33 ; le reste 22 », « moins de 5 », « – »."""
        if said.startswith("moins de"):
            yield from self._nombre(slug, said, ici)
            return
        for piece in said.split(" ; "):
            label, _, n = piece.rpartition(" ")
            if n.isdigit() and label and label != "le reste":
                yield from self._nombre(slug, n, ici, [self.monde.dit(slug, label)])

    def _total(self, slug: str, said: str, ici: Document) -> Iterator[Publie]:
        found = EN_TOUT.match(said)
        if found is not None:
            yield from self._nombre(slug, f"{found[1] or ''}{found[2]}", ici)

    def _nombre(
        self, slug: str, said: str, ici: Document, mots: Sequence[str] | None = None
    ) -> Iterator[Publie]:
        """« 12 », « au moins 12 », « moins de 5 »."""
        cases = self._cases(slug, ici, mots or self.monde.mots(slug))
        if said.startswith("moins de"):
            yield Publie(cases, 1, SEUIL - 1)
        elif said.startswith(AU_MOINS):
            yield Publie(cases, int(said.removeprefix(AU_MOINS)), float("inf"))
        elif said.isdigit():
            yield Publie(cases, int(said))

    def _cases(self, slug: str, ici: Document, mots: Sequence[str]) -> frozenset[Case]:
        rangs = self.monde.rangs(ici.debut, ici.fin + timedelta(days=1))
        return self.monde.cases(slug, ici.sites, rangs, mots)
