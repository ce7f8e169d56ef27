"""Open signalements: a plan and its table, then one by one for whoever may read them so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from bot.domain.references import Lettre, Reference
from bot.web import plan
from bot.web.pages.bord.regarde import Regarde
from bot.words import date_longue, pluriel
from storage.figures import Lieu
from storage.indicateurs import signalements
from storage.indicateurs.registre import registre
from storage.indicateurs.releve import Releve
from storage.indicateurs.signalements import LigneSignalement

OUVERTS: Final = "signalements-ouverts"
RETARD: Final = "signalements-en-retard"
TITRE: Final = "Lieux, et signalements ouverts à la fin de la période"
SMALLEST: Final = 9.0
LARGEST: Final = 18.0
"""Radius of a place without any open signalement, and of one that has many."""
SHOWN: Final = 40
"""Open signalements told one by one: the oldest."""


@dataclass(frozen=True, slots=True)
class LieuOuvert:
    """A line of the table: its number on the plan, and what is open there."""

    numero: int
    label: str
    ouverts: int
    retard: int


@dataclass(frozen=True, slots=True)
class UnOuvert:
    """One open signalement: its number, thing and place, never its words."""

    reference: str
    quoi: str
    ou: str
    depuis: str
    retard: bool


@dataclass(frozen=True, slots=True)
class Ouverts:
    """lieux: those on the plan; un_par_un: the oldest first, `reste` of them not told."""

    plan: plan.PlanDessine | None
    lieux: tuple[LieuOuvert, ...]
    un_par_un: tuple[UnOuvert, ...]
    reste: int


def ouverts(asked: Regarde, releve: Releve) -> Ouverts:
    """As they stood when the period ended."""
    places = dict(_places(asked))
    rows = tuple(
        _line(rank, name, releve.on(*here)) for rank, (name, here) in enumerate(places.items(), 1)
    )
    still = signalements.open_at(releve) if asked.regard.un_par_un else []
    where = {name: _middle(asked, here) for name, here in places.items()}
    weights = {row.label: _weight(row) for row in rows}
    beside = [
        ((one.latitude, one.longitude), _said(asked, one))
        for one in still
        if one.latitude is not None and one.longitude is not None
    ]
    fin = releve.bornes[1]
    return Ouverts(
        plan.plan(TITRE, where, weights, beside, plan.fond(asked.config)),
        rows,
        tuple(_one(asked, releve, one, late=one.late(fin)) for one in still[:SHOWN]),
        max(0, len(still) - SHOWN),
    )


def _places(asked: Regarde) -> Iterator[tuple[str, tuple[Lieu, ...]]]:
    """Sites, or quartiers for whoever reads no finer."""
    if asked.regard.sites:
        yield from ((lieu.label, (lieu,)) for lieu in asked.champ.lieux)
        return
    mine = set(asked.champ.lieux)
    for one in asked.portail.champs:
        if one.sorte == "Quartier" and (here := tuple(x for x in one.lieux if x in mine)):
            yield one.label, here


def _line(rank: int, name: str, releve: Releve) -> LieuOuvert:
    known = registre()
    return LieuOuvert(rank, name, known[OUVERTS](releve).n, known[RETARD](releve).n)


def _weight(row: LieuOuvert) -> tuple[float, str, str]:
    words = pluriel(row.ouverts, "signalement ouvert", "signalements ouverts")
    radius = min(LARGEST, SMALLEST + row.ouverts)
    return radius, str(row.numero), f"{row.numero}. {row.label} : {words}"


def _middle(asked: Regarde, here: tuple[Lieu, ...]) -> plan.Degres:
    """Of a quartier, the middle of its sites: never one of them, as long as it has several."""
    sites = [asked.config.site(lieu.slug) for lieu in here]
    return fmean(one.latitude for one in sites), fmean(one.longitude for one in sites)


def _lieu(releve: Releve, one: LigneSignalement) -> Lieu:
    return next(lieu for lieu in releve.lieux if lieu.id == one.site_id)


def _said(asked: Regarde, one: LigneSignalement) -> str:
    """« V-0012 : Ferme-porte »."""
    what = asked.config.categorie(one.categorie).label
    return f"{Reference(Lettre.SIGNALEMENT, one.numero)} : {what}"


def _one(asked: Regarde, releve: Releve, one: LigneSignalement, *, late: bool) -> UnOuvert:
    return UnOuvert(
        str(Reference(Lettre.SIGNALEMENT, one.numero)),
        asked.config.categorie(one.categorie).label,
        _lieu(releve, one).label,
        date_longue(one.emis_le),
        late,
    )
