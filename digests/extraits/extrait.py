"""The signalements of a service, of a landlord, of some days: read once, for every format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from bot.casework.libelles import ETATS, label
from bot.clock import paris
from bot.domain.interventions import DAY
from bot.domain.references import Lettre, Reference
from bot.domain.vies.signalement import StatutSignalement
from bot.words import date_longue, du_au, heure
from storage.dispositif import Site
from storage.dispositif.problems import nearest
from storage.figures import Lieu, lieux
from storage.indicateurs.releve import releve
from storage.indicateurs.signalements import SIGNALEMENTS, LigneSignalement
from storage.indicateurs.vies import days, within
from storage.programme import Programme
from storage.work import Work

COLONNES_EXTRAIT: Final = (
    *("reference", "categorie", "site", "quartier", "bailleur", "service", "etat", "signale_le"),
    *("a_reparer_avant", "repare_le", "jours", "hors_delai", "chantier"),
    *("latitude", "longitude"),
)
"""`repare_le`: when a repair was first announced, or seen; `jours`: from the one to the other."""
MEDIATION: Final = (
    "Suivi de médiation sociale : ce que les médiateurs ont vu et signalé. Ce n'est ni un constat "
    "opposable, ni un justificatif de dépense."
)


@dataclass(frozen=True, slots=True)
class Tri:
    """What is asked for: days of Paris, both included, and slugs of the file; None for all.

    bailleur: on its stock, or in its hands; `sites`: there alone, whatever else is asked.
    """

    debut: date
    fin: date
    service: str | None = None
    bailleur: str | None = None
    sites: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class LigneExtrait:
    """One signalement: things and places, no words that anybody typed, nobody's name."""

    reference: str
    categorie: str
    site: str
    quartier: str
    bailleur: str
    service: str
    etat: str
    signale_le: datetime
    a_reparer_avant: datetime
    repare_le: datetime | None
    jours: float | None
    hors_delai: bool
    chantier: bool
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Extrait:
    """The lines, the oldest first; `mention` says what they are, by whom, and as of when."""

    nom: str
    mention: Sequence[tuple[str, str]]
    lignes: Sequence[LigneExtrait] = field(default_factory=tuple)


def extrait(work: Work, tri: Tri) -> Extrait:
    """As they stand now. Raises ValueError, in French, for a slug that is none, or no day."""
    _check(work.programme, tri)
    places = {one.id: one for one in lieux(work.tx, work.programme.id)}
    today = paris(work.now).date()
    read = releve(
        work.tx, work.programme, tuple(places.values()), [tri.debut, max(today, tri.fin) + DAY]
    )
    sent = releve(work.tx, work.programme, (), [tri.debut, tri.fin + DAY]).bornes
    config = work.programme.config
    return Extrait(
        nom=_name(work.programme, tri),
        mention=tuple(_mention(work, tri)),
        lignes=tuple(
            _line(work, one, places[one.site_id])
            for one in sorted(
                read.durables(SIGNALEMENTS), key=lambda one: (one.emis_le, one.numero)
            )
            if within(one.emis_le, sent)
            and _asked(config.site(places[one.site_id].slug), one, tri)
        ),
    )


def _asked(site: Site, one: LigneSignalement, tri: Tri) -> bool:
    here = tri.sites is None or one.site_id in tri.sites
    theirs = tri.service is None or one.actuel == tri.service
    stock = tri.bailleur in (None, one.actuel, site.bailleur)
    return here and theirs and stock


def _line(work: Work, one: LigneSignalement, lieu: Lieu) -> LigneExtrait:
    config, now = work.programme.config, work.now
    site, etat, mended = config.site(lieu.slug), one.etat(now), one.mended(now)
    return LigneExtrait(
        reference=str(Reference(Lettre.SIGNALEMENT, one.numero)),
        categorie=label(config.categorie, one.categorie),
        site=lieu.label,
        quartier=lieu.quartier,
        bailleur=label(config.service, site.bailleur) if site.bailleur else "",
        service=label(config.service, one.actuel),
        etat=ETATS[StatutSignalement(etat.vers)] if etat else "",
        signale_le=one.emis_le,
        a_reparer_avant=one.echeance,
        repare_le=mended,
        jours=round(days(mended - one.emis_le), 1) if mended else None,
        hors_delai=mended > one.echeance if mended else one.late(now),
        chantier=one.chantier,
        latitude=site.latitude if one.latitude is None else one.latitude,
        longitude=site.longitude if one.longitude is None else one.longitude,
    )


def _check(programme: Programme, tri: Tri) -> None:
    services = {one.slug: one.bailleur for one in programme.config.services}
    landlords = {slug for slug, landlord in services.items() if landlord}
    known: Mapping[str, tuple[str | None, set[str]]] = {
        "service": (tri.service, set(services)),
        "bailleur": (tri.bailleur, landlords),
    }
    for name, (slug, slugs) in known.items():
        if slug is not None and slug not in slugs:
            raise ValueError(f"{name} « {slug} » inconnu{nearest(slug, slugs)}")
    if tri.fin < tri.debut:
        raise ValueError("le dernier jour vient avant le premier : échangez --du et --au")


def _name(programme: Programme, tri: Tri) -> str:
    whose = (one for one in (tri.service, tri.bailleur) if one)
    return "_".join((programme.config.slug, "signalements", *whose, f"{tri.debut}_{tri.fin}"))


def _mention(work: Work, tri: Tri) -> Iterator[tuple[str, str]]:
    config = work.programme.config
    yield "Dispositif", config.nom
    yield "Signalés", du_au(tri.debut, tri.fin)
    for name, slug in (("Service", tri.service), ("Bailleur", tri.bailleur)):
        if slug is not None:
            yield name, label(config.service, slug)
    yield "État", f"{date_longue(work.now)} à {heure(work.now)}"
    yield "Ce que c'est", MEDIATION
