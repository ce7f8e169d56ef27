"""What stands for a line that left the file: old records name it, and it is never offered again.

Its label is its slug. Nothing is known of the rest: it takes what commits nobody.
"""

from __future__ import annotations

from datetime import time

from bot.domain.semaine import JOURS
from storage.dispositif.alertes import Categorie, Comite, Urgence
from storage.dispositif.entries import Element, Mode, Public, Tranche, TypeLieu


def element(slug: str) -> Element:
    return Element(slug=slug, label=slug, actif=False)


def public(slug: str) -> Public:
    return Public(slug=slug, label=slug, actif=False)


def mode(slug: str) -> Mode:
    return Mode(slug=slug, label=slug, actif=False)


def type_lieu(slug: str) -> TypeLieu:
    return TypeLieu(slug=slug, label=slug, actif=False)


def tranche(slug: str) -> Tranche:
    """It covers the hours of every day, and no calendar reads it: it is not active."""
    return Tranche(slug=slug, label=slug, actif=False, jours=JOURS, de=time(0), a=time(0))


def urgence(slug: str) -> Urgence:
    """The deadlines that it gave are kept with what they were given to."""
    return Urgence(slug=slug, label=slug, delai_heures=0, envoi="jour", actif=False)


def categorie(slug: str, *, groupe: str, urgence: str, service: str) -> Categorie:
    """A defect that nobody is in charge of any more: `service` is the one that takes the rest."""
    return Categorie(
        slug=slug,
        label=slug,
        groupe=groupe,
        urgence=urgence,
        service=service,
        motif="à qualifier",
        actif=False,
    )


def comite(slug: str) -> Comite:
    return Comite(slug=slug, label=slug, sorte="autre", actif=False)
