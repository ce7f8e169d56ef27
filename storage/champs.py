"""What a link to the dashboards may look at: a programme, a quartier, a site, an intervention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.bord import REGARDS, Audience, Difficultes, Regard
from bot.domain.droits import Droit
from bot.domain.portees import PARTOUT, Objet, Qui, atteint
from bot.domain.roles import Role
from bot.words import du_au
from storage.dispositif import Comite, Intervention, actifs
from storage.figures import Lieu, lieux
from storage.machine.db import Tx
from storage.models import LienBord
from storage.programme import Programme

TOUT = "tout"
"""The whole of what a link reaches; the others are « site.site-a »."""

PROFONDEURS: Final = {
    "detail": Audience.OPERATIONNEL,
    "compte": Audience.COMPTE,
    "quartier": Audience.ELUS,
}
"""How deep the members of a comité read, by what the file says of its letters (§4.7)."""

ROLES: Final = {Audience.COORDINATION: Role.COORDINATION, Audience.BAILLEUR: Role.SERVICE}
"""Whose line of the table of roles a reader has; of all the others, that of a comité."""


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
    qui: Qui

    @property
    def regard(self) -> Regard:
        """As deep as that reader; a letter is too easily passed on to open what is restricted."""
        regard = REGARDS[self.lecteur]
        return replace(regard, difficultes=Difficultes.RIEN) if self.lien.lettre else regard

    def peut(self, droit: Droit, lieu: Lieu) -> bool:
        """Whether whoever opens it may do that on this site."""
        return atteint(self.qui, droit, _objet(self.programme, lieu))

    @property
    def partout(self) -> bool:
        """Whether no site of the programme is out of its reach, whatever is opened later."""
        return self.bailleur is None and self.qui.territoire is PARTOUT

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
    if mine := lien.commanditaire:
        known = {one.slug: one.label for one in programme.config.commanditaires}
        return known.get(mine, mine)
    return "Coordination" if lien.personne_id else "Élus"


def audience_of(comite: Comite) -> Audience:
    """As deep as its letters; the comité technique alone opens what is restricted (003 l.421)."""
    found = PROFONDEURS[comite.lit]
    technique = comite.sorte == "technique" and found is Audience.COMPTE
    return Audience.TECHNIQUE if technique else found


def portail(tx: Tx, programme: Programme, lien: LienBord) -> Portail | None:
    """What that link opens now, as the file has it today; None once its reader left the file."""
    every = lieux(tx, programme.id)
    if lien.bailleur is not None:
        return _of_landlord(programme, lien, lien.bailleur, every)
    paying = {one.slug for one in actifs(programme.config.commanditaires)}
    if lien.commanditaire is not None and lien.commanditaire not in paying:
        return None
    if lien.comite is None:
        return _opened(programme, lien, Audience(lien.lecteur), every)
    comites = actifs(programme.config.comites)
    comite = next((one for one in comites if one.slug == lien.comite), None)
    if comite is None:
        return None
    return _opened(programme, lien, audience_of(comite), every, comite.territoire)


def _of_landlord(
    programme: Programme, lien: LienBord, bailleur: str, every: Sequence[Lieu]
) -> Portail | None:
    """Its own sites, one by one, and nothing else (BAI-1)."""
    service = next((one for one in programme.config.services if one.slug == bailleur), None)
    if service is None:
        return None
    qui = _qui(programme, Audience.BAILLEUR, bailleur=bailleur)
    mine = _reached(programme, qui, every)
    champs = (Champ(TOUT, service.label, "Ensemble", mine), *_sites(mine))
    return Portail(programme, Audience.BAILLEUR, service.label, champs, lien, qui)


def _opened(
    programme: Programme,
    lien: LienBord,
    lecteur: Audience,
    every: tuple[Lieu, ...],
    territoire: str | None = None,
) -> Portail:
    """Of one territoire, or of the whole programme."""
    config = programme.config
    qui = _qui(programme, lecteur, territoire)
    mine = _reached(programme, qui, every)
    label = config.territoire(territoire).label if territoire else config.nom
    fields = [*_quartiers(programme, mine, territoire)]
    if REGARDS[lecteur].sites:
        fields += [*_sites(mine), *_interventions(programme, mine)]
    if REGARDS[lecteur].sites and territoire is None:
        fields += _bailleurs(programme, mine)
    return Portail(
        programme, lecteur, label, (Champ(TOUT, label, "Ensemble", mine), *fields), lien, qui
    )


def _qui(
    programme: Programme,
    lecteur: Audience,
    territoire: str | None = PARTOUT,
    bailleur: str | None = None,
) -> Qui:
    """Who reads, as the table of roles knows them; a landlord receives what lies on its stock."""
    role = ROLES.get(lecteur, Role.COMITE)
    return Qui(role, programme.id, territoire=territoire, recu=bailleur)


def _objet(programme: Programme, lieu: Lieu) -> Objet:
    bailleur = programme.config.site(lieu.slug).bailleur
    return Objet(programme.id, territoire=lieu.territoire, adresse=bailleur)


def _reached(programme: Programme, qui: Qui, every: Sequence[Lieu]) -> tuple[Lieu, ...]:
    """The sites that it may look at (`bot.domain.portees`)."""
    reads = Droit.LIRE_TABLEAU
    return tuple(one for one in every if atteint(qui, reads, _objet(programme, one)))


def _sites(mine: Sequence[Lieu]) -> Iterator[Champ]:
    for lieu in mine:
        if lieu.actif:
            yield Champ(f"site.{lieu.slug}", lieu.label, "Site", (lieu,))


def _quartiers(
    programme: Programme, mine: Sequence[Lieu], territoire: str | None
) -> Iterator[Champ]:
    """Every quartier of the territoire, or of all, those without any site too (CPV-4)."""
    config = programme.config
    for quartier in actifs(config.quartiers):
        if territoire in (None, quartier.territoire):
            here = [one for one in mine if config.site(one.slug).quartier == quartier.slug]
            yield Champ(f"quartier.{quartier.slug}", quartier.label, "Quartier", tuple(here))


def _interventions(programme: Programme, mine: Sequence[Lieu]) -> Iterator[Champ]:
    by_slug = {lieu.slug: lieu for lieu in mine}
    for one in programme.config.interventions:
        if one.site in by_slug:
            lieu = by_slug[one.site]
            days = du_au(one.debut, one.fin)
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
