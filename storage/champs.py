"""What a link to the dashboards may look at: a programme, a quartier, a site, an intervention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.domain.bord import REGARDS, Audience, Difficultes, Regard
from bot.words import date_longue
from storage.dispositif import Intervention, actifs
from storage.figures import Lieu, lieux
from storage.machine.db import Tx
from storage.models import LienBord
from storage.programme import Programme

TOUT = "tout"
"""The whole of what a link reaches; the others are « site.site-a »."""


@dataclass(frozen=True, slots=True)
class Champ:
    """Something that a dashboard is about; without any site in use, nothing is done there."""

    cle: str
    label: str
    sorte: str
    """What kind of thing it is, in French: choices are grouped by it."""
    lieux: tuple[Lieu, ...]
    intervention: Intervention | None = None

    @property
    def dits(self) -> tuple[Lieu, ...]:
        """Sites told one by one: those in use."""
        return tuple(lieu for lieu in self.lieux if lieu.actif)


@dataclass(frozen=True)
class Portail:
    """What one link opens: who reads, how deep, and each field, the whole first."""

    programme: Programme
    lecteur: Audience
    label: str
    champs: tuple[Champ, ...]
    lien: LienBord

    @property
    def regard(self) -> Regard:
        """As deep as that reader; a letter is too easily passed on to open what is restricted."""
        regard = REGARDS[self.lecteur]
        return replace(regard, difficultes=Difficultes.RIEN) if self.lien.lettre else regard

    @property
    def bailleur(self) -> str | None:
        """The service of the landlord whose link it is."""
        return self.lien.bailleur

    @property
    def pour(self) -> str:
        """Whom it was given to, in the words of the file."""
        return pour(self.programme, self.lien)

    @property
    def sortes(self) -> dict[str, list[Champ]]:
        """Its fields by what they are, the whole first."""
        found: dict[str, list[Champ]] = {}
        for one in self.champs:
            found.setdefault(one.sorte, []).append(one)
        return found

    def champ(self, cle: str) -> Champ | None:
        """That field; None for what this reader may not look at, or that does not exist."""
        return next((one for one in self.champs if one.cle == cle), None)


def pour(programme: Programme, lien: LienBord) -> str:
    """Whom that link was given to, in the words of the file."""
    if lien.comite:
        return programme.config.comite(lien.comite).label
    if lien.bailleur:
        return programme.config.service(lien.bailleur).label
    return "Coordination" if lien.personne_id else "Élus"


def portail(tx: Tx, programme: Programme, lien: LienBord) -> Portail | None:
    """What that link opens now; None once what it was made for left the file."""
    lecteur = Audience(lien.lecteur)
    found = _reach(tx, programme, lien, lecteur)
    if found is None:
        return None
    label, mine = found
    fields = _fields(programme, mine, lecteur)
    champs = (Champ(TOUT, label, "Ensemble", mine), *fields)
    return Portail(programme, lecteur, label, champs, lien)


def _reach(
    tx: Tx, programme: Programme, lien: LienBord, lecteur: Audience
) -> tuple[str, tuple[Lieu, ...]] | None:
    """The name and the sites of all that it reaches."""
    config, every = programme.config, lieux(tx, programme.id)
    if lien.bailleur is not None:
        service = next((one for one in config.services if one.slug == lien.bailleur), None)
        return (service.label, _stock(programme, every, service.slug)) if service else None
    comite = next((one for one in config.comites if one.slug == lien.comite), None)
    if lien.comite is not None and (comite is None or not comite.actif):
        return None
    if comite is None or comite.territoire is None or lecteur is not Audience.OPERATIONNEL:
        return config.nom, every
    mine = tuple(lieu for lieu in every if lieu.territoire == comite.territoire)
    return config.territoire(comite.territoire).label, mine


def _fields(programme: Programme, mine: tuple[Lieu, ...], lecteur: Audience) -> Iterator[Champ]:
    """Its parts, from the largest to the smallest."""
    regard = REGARDS[lecteur]
    if lecteur is not Audience.BAILLEUR:
        yield from _quartiers(programme, mine, whole=regard.programme)
    if not regard.sites:
        return
    for lieu in mine:
        if lieu.actif:
            yield Champ(f"site.{lieu.slug}", lieu.label, "Site", (lieu,))
    if lecteur is Audience.BAILLEUR:
        return
    yield from _interventions(programme, mine)
    if regard.programme:
        yield from _bailleurs(programme, mine)


def _quartiers(programme: Programme, mine: Sequence[Lieu], *, whole: bool) -> Iterator[Champ]:
    """Every quartier, those without any site too (CPV-4): of its territoires, or of all."""
    config = programme.config
    territoires = {lieu.territoire for lieu in mine}
    for quartier in actifs(config.quartiers):
        if whole or quartier.territoire in territoires:
            here = [one for one in mine if config.site(one.slug).quartier == quartier.slug]
            yield Champ(f"quartier.{quartier.slug}", quartier.label, "Quartier", tuple(here))


def _interventions(programme: Programme, mine: Sequence[Lieu]) -> Iterator[Champ]:
    by_slug = {lieu.slug: lieu for lieu in mine}
    for one in programme.config.interventions:
        if one.site in by_slug:
            lieu = by_slug[one.site]
            days = f"du {date_longue(one.debut)} au {date_longue(one.fin)}"
            label = f"{lieu.label}, {days}"
            yield Champ(f"intervention.{one.slug}", label, "Intervention", (lieu,), one)


def _bailleurs(programme: Programme, mine: Sequence[Lieu]) -> Iterator[Champ]:
    for service in actifs(programme.config.services):
        if stock := _stock(programme, mine, service.slug):
            yield Champ(f"bailleur.{service.slug}", service.label, "Bailleur", stock)


def _stock(programme: Programme, mine: Sequence[Lieu], bailleur: str) -> tuple[Lieu, ...]:
    """The sites that lie on what that landlord owns."""
    sites = programme.config.site
    return tuple(lieu for lieu in mine if sites(lieu.slug).bailleur == bailleur)
