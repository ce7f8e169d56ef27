"""Documents that are due (000 l.148): what each gathers, about what, when; found by folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final

from bot.discover import discover
from bot.domain.bord import Audience
from bot.domain.ventilation import Ventilation
from storage.programme import Programme
from storage.work import Work

BlocLivrable = Mapping[str, Any]
"""One block of a document, ready for JSON: see `digests.livrables.blocs`."""

PartieEcrite = dict[str, Any]
"""A chapter as it was written once, ready for JSON: {numero, titre, demande, blocs, tableaux}.

tableaux: what it tells of people by kind, for the register of publications.
"""

ContenuLivrable = dict[str, Any]
"""A whole document, ready for JSON: its title, what it is about, its parts; every format shows
the same (P6)."""


IMAGES: Final = "images"
"""Of a document about to be printed: its frozen logos, by SHA-256; never written down with it."""


class SorteCible(StrEnum):
    """What a document is about: the option of `carnet document` that names it."""

    INTERVENTION = "intervention"
    TRIMESTRE = "trimestre"
    ANNEE = "annee"
    BAILLEUR = "bailleur"
    SITE = "site"
    QUARTIER = "quartier"
    COMITE = "comite"
    COMMANDITAIRE = "commanditaire"
    INSTANCE = "instance"
    PORTEUR = "porteur"


@dataclass(frozen=True, slots=True)
class Cible:
    """What one copy is about; its days are of Paris, both included."""

    sorte: SorteCible
    cle: str
    """Its slug: of an intervention, of a site; « 2026-T4 »; « sv-bailleur.2026-T4 »."""
    nom: str
    """« Square Montaigne », « 4e trimestre 2026 »."""
    debut: date
    fin: date


@dataclass(frozen=True, slots=True)
class CopieDue:
    """One copy that is due: from when a draft may be asked for, and when it is to be handed over.

    gel: the day on whose morning its figures stop moving; None when they do as it is presented.
    jusque: the last day on which anybody needs it; None for a year after it was due.
    """

    cible: Cible
    brouillon: date
    terme: date
    gel: date | None = None
    jusque: date | None = None


@dataclass(frozen=True, slots=True)
class Chapitre:
    """One numbered part; `demande`: what only the coordination can write there, « » for nothing.

    ecrit: its blocks, made of the document's own matter, read once for all chapters.
    """

    numero: str
    """« 2.3 »: as §4.3 and §4.4 number it; its depth is the depth of its heading."""
    titre: str
    ecrit: Callable[[Any], Iterator[BlocLivrable]]
    demande: str = ""
    reserve: bool = False
    """It is for those who pay: in a copy of its own, not in what the others are sent."""
    page: bool = False
    """It begins on a page of its own."""


Attendus = Callable[[Work], Iterable[CopieDue]]
"""The copies of one document that a programme owes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Livrable:
    """LIVRABLE in `digests/documents/<document>/livrable.py`."""

    titre: str
    """What people call it: « Compte rendu de fin d'intervention »."""
    court: str
    """The same on a button: « Compte rendu »."""
    lecteurs: str
    """For whom it is written, as its foot says it (§4.7)."""
    source: str
    """Who asks for it: « 000 l.148-164 »."""
    cadence: str
    """When it is due, in words: « à la fin de l'intervention, plus 15 jours »."""
    sorte: SorteCible
    chapitres: Sequence[Chapitre]
    cible: Callable[[Work, str], Cible]
    """What `carnet document` was asked it about, read. Raises ValueError, in French."""
    lit: Callable[[Work, Cible], Any]
    """The matter of its chapters: figures are read as the first of them asks."""
    attendus: Attendus
    """Every copy that the programme owes, past ones too: the calendar reads it."""
    formats: Mapping[str, Callable[[ContenuLivrable], bytes]] = field(default_factory=dict)
    """How a copy is written, by the suffix of its file."""

    solde: str = ""
    """What it pays once validated, of what an intervention calls for (« compte-rendu »)."""
    sujets: Callable[[Work], Iterable[Cible]] | None = None
    """What it may be asked about on any day, of a document that no day asks for."""

    renouvelle: bool = False
    """Validated, it lets the intervention that it is about be renewed (B17)."""

    tableaux: frozenset[Audience] = frozenset()
    """Who may have it from a dashboard, once it was validated; the coordination, always."""
    forme: Callable[[Work, Cible], Mapping[str, Any]] | None = None
    """`chapitres` and `lecteurs` of a copy, of a document whose reader is in the file."""

    def pour(self, work: Work, cible: Cible) -> Livrable:
        """The same as that copy has it."""
        return self if self.forme is None else replace(self, **self.forme(work, cible), forme=None)

    def chapitre(self, numero: str) -> Chapitre | None:
        return next((one for one in self.chapitres if one.numero == numero), None)


def sans_terme(_work: Work) -> Iterator[CopieDue]:
    """Of a document that is made when somebody asks for it: nothing is due."""
    return iter(())


@cache
def livrables() -> Mapping[str, Livrable]:
    """Every document that is due, by the name of its folder, in alphabetical order."""
    return discover("digests.documents", "livrable", "LIVRABLE")


def nomme(mot: str) -> str:
    """« compte-rendu » is the folder `compte_rendu`."""
    return mot.strip().lower().replace("-", "_")


def parties(livrable: Livrable, work: Work, cible: Cible) -> Iterator[PartieEcrite]:
    """Its chapters one after the other, each in the time that it takes: nothing is written."""
    matiere = livrable.lit(work, cible)
    for chapitre in livrable.chapitres:
        before = len(matiere.tableaux)
        blocs = [dict(bloc) for bloc in chapitre.ecrit(matiere)]
        yield {
            "numero": chapitre.numero,
            "titre": chapitre.titre,
            "demande": chapitre.demande,
            "reserve": chapitre.reserve,
            "page": chapitre.page,
            "blocs": blocs,
            "tableaux": matiere.tableaux[before:],
        }


def ventilation(one: Mapping[str, Any]) -> Ventilation:
    """One of the `tableaux` of a chapter, as the register of publications takes it."""
    debut, fin = date.fromisoformat(one["debut"]), date.fromisoformat(one["fin"])
    lieux = frozenset(one["lieux"])
    return Ventilation(one["mesure"], lieux, debut, fin, one["comptes"], one["total"])


def couverture(livrable: Livrable, programme: Programme, cible: Cible) -> ContenuLivrable:
    """What stands before the first chapter."""
    config = programme.config
    paying = [one for one in config.commanditaires if one.actif]
    return {
        "titre": livrable.titre,
        "objet": cible.nom,
        "debut": cible.debut.isoformat(),
        "fin": cible.fin.isoformat(),
        "dispositif": config.nom,
        "exemple": config.exemple,
        "commanditaires": [one.label for one in paying],
        "porteurs": _several([one.label for one in config.porteurs if one.actif]),
        "mentions": [one.mention for one in paying if one.mention],
        "logos": [[one.label, one.logo] for one in paying if one.logo],
        "lecteurs": livrable.lecteurs,
    }


def _several(labels: list[str]) -> list[str]:
    """Of an only employer, nothing is told apart."""
    return labels if len(labels) > 1 else []


A_COMPLETER: Final = "À compléter"
RESERVE: Final = "Cette annexe est à part : la coordination la remet à qui finance le dispositif."


def avec_textes(contenu: ContenuLivrable, textes: Mapping[str, str]) -> ContenuLivrable:
    """The same with what the coordination wrote, by number of chapter: it fills what was missing.

    Figures stay what they are: words stand beside them, never in their place.
    """
    found = [
        one | {"texte": textes.get(one["numero"], one.get("texte", ""))}
        for one in contenu["parties"]
    ]
    return contenu | {"parties": found}


def sans_reserve(contenu: ContenuLivrable) -> ContenuLivrable:
    """What everybody for whom it is written may read."""
    said = {"sorte": "note", "texte": RESERVE}
    found = [
        one | {"blocs": [said], "demande": ""} if one["reserve"] else one
        for one in contenu["parties"]
    ]
    return contenu | {"parties": found}


def annexe(contenu: ContenuLivrable) -> ContenuLivrable | None:
    """What is for those who pay alone; None where there is nothing of the kind."""
    kept = [one for one in contenu["parties"] if one["reserve"]]
    if not kept:
        return None
    said = {"titre": f"{contenu['titre']}, annexe réservée", "lecteurs": "commanditaires"}
    return contenu | said | {"parties": kept}


def copies(contenu: ContenuLivrable) -> Mapping[str, ContenuLivrable]:
    """By what ends the name of its file: « », and « -annexe » when part of it is restricted."""
    alone = annexe(contenu)
    return {"": sans_reserve(contenu), **({"-annexe": alone} if alone else {})}


def manques(contenu: ContenuLivrable) -> list[str]:
    """« 4 Objectifs : dites … », one line for each thing that is not there yet."""
    found = []
    for one in contenu["parties"]:
        name = f"{one['numero']} {one['titre']}"
        if one["demande"] and not one.get("texte"):
            found.append(f"{name} : {one['demande']}")
        found += [
            f"{name} : {bloc['texte']}" for bloc in one["blocs"] if bloc["sorte"] == "manque"
        ]
    return found
