"""What was signalé and what was done, quartier by quartier: an answer for a citizen (ELU-3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.bord import Audience
from bot.domain.refus import RaisonRefus
from bot.domain.vies.signalement import StatutSignalement
from bot.rendering import render_line
from bot.web.pages.bord.regarde import Regarde
from bot.words import date_longue
from storage.figures import Lieu
from storage.indicateurs.releve import Releve
from storage.indicateurs.signalements import LigneSignalement, closed_in, sent_in

READS: Final = (Audience.ELUS, Audience.OPERATIONNEL, Audience.COORDINATION)
"""Whoever answers people: neither a place finer than the quartier, nor a number (§4.7)."""
DEVENU: Final[Mapping[str, str]] = {
    StatutSignalement.EMIS: "envoyé au service, pas encore de réponse",
    StatutSignalement.RECU: "reçu par le service le {{ le }}",
    StatutSignalement.PRIS_EN_CHARGE: "pris en charge par le service le {{ le }}",
    StatutSignalement.TRAITE_ANNONCE: "annoncé réparé le {{ le }}, à vérifier sur place",
    StatutSignalement.VERIFIE: "réparé, vu sur place le {{ le }}",
    StatutSignalement.TOUJOURS_LA: "toujours là le {{ le }}, redemandé au service",
    StatutSignalement.REFUSE: "refusé par le service le {{ le }}{{ raison }}",
    StatutSignalement.REORIENTE: "confié à un autre service le {{ le }}",
}
RAISONS: Final[Mapping[str, str]] = {
    RaisonRefus.PERIMETRE: " (hors de son périmètre)",
    RaisonRefus.IMPOSSIBLE: " (impossible)",
}
SHOWN: Final = 25
"""Lines of one quartier: the latest."""


@dataclass(frozen=True, slots=True)
class FaitDit:
    """One thing: what it is, when it was signalé, what had become of it."""

    quoi: str
    signale: str
    devenu: str


@dataclass(frozen=True, slots=True)
class FaitsDuQuartier:
    """The latest first, `reste` of them not told."""

    quartier: str
    lignes: tuple[FaitDit, ...]
    reste: int


def faits(asked: Regarde, releve: Releve) -> list[FaitsDuQuartier]:
    """Those signalés in the period, or mended in it; quartiers in the order of the file."""
    if asked.portail.lecteur not in READS:
        return []
    by_quartier: dict[str, list[LigneSignalement]] = {}
    for one in _moved(releve):
        by_quartier.setdefault(_lieu(releve, one).quartier, []).append(one)
    fin = releve.bornes[1]
    return [
        FaitsDuQuartier(
            quartier.label,
            tuple(_said(asked, one, fin) for one in mine[:SHOWN]),
            max(0, len(mine) - SHOWN),
        )
        for quartier in asked.config.quartiers
        if (mine := by_quartier.get(quartier.label))
    ]


def _moved(releve: Releve) -> Iterator[LigneSignalement]:
    found = {one.id: one for one in (*sent_in(releve), *closed_in(releve))}
    yield from sorted(found.values(), key=lambda one: (one.emis_le, one.id), reverse=True)


def _lieu(releve: Releve, one: LigneSignalement) -> Lieu:
    return next(lieu for lieu in releve.lieux if lieu.id == one.site_id)


def _said(asked: Regarde, one: LigneSignalement, fin: datetime) -> FaitDit:
    etat = one.etat(fin)
    statut, since = (etat.vers, etat.le) if etat else (StatutSignalement.EMIS, one.emis_le)
    why = [RAISONS.get(refus.raison, "") for refus in one.refus if refus.le == since]
    became = render_line(DEVENU[statut], le=date_longue(since), raison="".join(why))
    return FaitDit(asked.config.categorie(one.categorie).label, date_longue(one.emis_le), became)
