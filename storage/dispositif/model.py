"""The dispositif: all that a town, its services and its comités agreed upon, in one value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, Field

from bot.domain.interventions import Delais, Echeance, echeances
from bot.domain.mois import Frequence
from bot.domain.periodes import Calendrier
from storage.dispositif import calendrier
from storage.dispositif import doublures as anciens
from storage.dispositif.acteurs import Effectif, Porteur
from storage.dispositif.alertes import (
    Categorie,
    Comite,
    Coordination,
    Numero,
    Regle,
    Service,
    Urgence,
)
from storage.dispositif.annuaire import Partenaire, SuiviRelais
from storage.dispositif.commanditaires import Commanditaire
from storage.dispositif.conservation import DureesConservation
from storage.dispositif.contexte import Defi, DonneeContexte
from storage.dispositif.convention import Convention
from storage.dispositif.courants import courants
from storage.dispositif.echeancier import ReglesEcheancier
from storage.dispositif.entries import (
    Binome,
    Creneau,
    DelaisIntervention,
    Echelon,
    Element,
    FileLine,
    FileSlug,
    Intervention,
    Item,
    Mode,
    Periodes,
    Public,
    Quartier,
    ReglesPresence,
    Site,
    Territoire,
    Text,
    Tranche,
    TypeLieu,
    standing,
)
from storage.dispositif.externes import InstanceExterne
from storage.dispositif.machines import PublicationOpen311
from storage.dispositif.reglages import Reglages, ReglesHorsTerrain
from storage.dispositif.routage import Cas, routed

T = TypeVar("T", bound=Item)


class Dispositif(FileLine):
    """One dispositif file, validated; slugs are stable.

    Places, services and people of the file are looked up or raise KeyError: those that left it are
    added from their rows (`storage.referential`). A word of a list that left it stands for itself.
    """

    slug: FileSlug
    nom: Text
    # Working days and bank holidays are French, and so are the hours.
    fuseau: Literal["Europe/Paris"] = "Europe/Paris"
    exemple: bool = False
    convention: Convention
    commanditaires: tuple[Commanditaire, ...] = ()
    territoires: Annotated[tuple[Territoire, ...], Field(min_length=1)]
    quartiers: Annotated[tuple[Quartier, ...], Field(min_length=1)]
    sites: Annotated[tuple[Site, ...], Field(min_length=1)]
    interventions: Annotated[tuple[Intervention, ...], AfterValidator(standing)] = ()
    binomes: Annotated[tuple[Binome, ...], Field(min_length=1)]
    creneaux: tuple[Creneau, ...] = ()
    periodes: Periodes
    presence: ReglesPresence
    hors_terrain: ReglesHorsTerrain = ReglesHorsTerrain()
    delais: DelaisIntervention = DelaisIntervention()
    echeancier: ReglesEcheancier = ReglesEcheancier()
    publics: Annotated[tuple[Public, ...], Field(min_length=1)]
    roles: tuple[Public, ...] = ()
    ambiance: tuple[Echelon, ...] = ()
    frequentation: tuple[Echelon, ...] = ()
    types_lieu: Annotated[tuple[TypeLieu, ...], Field(min_length=1)]
    listes: dict[FileSlug, tuple[Element, ...]] = Field(default_factory=dict)
    urgences: Annotated[tuple[Urgence, ...], Field(min_length=1)]
    services: Annotated[tuple[Service, ...], Field(min_length=1)]
    categories: Annotated[tuple[Categorie, ...], Field(min_length=1)]
    routage: tuple[Regle, ...] = ()
    urgence_numeros: tuple[Numero, ...] = ()
    annuaire: tuple[Partenaire, ...] = ()
    suivi_relais: SuiviRelais = SuiviRelais()
    comites: tuple[Comite, ...] = ()
    porteurs: tuple[Porteur, ...] = ()
    effectifs: tuple[Effectif, ...] = ()
    instances_externes: tuple[InstanceExterne, ...] = ()
    coordination: Coordination
    open311: PublicationOpen311 | None = None
    contexte: tuple[DonneeContexte, ...] = ()
    defis: tuple[Defi, ...] = ()
    reglages: Reglages = Reglages()
    conservation: DureesConservation = DureesConservation()

    @property
    def court(self) -> str:
        """« Amiens », of « Médiation de rue – Amiens »: what tells it from the others."""
        return self.nom.rpartition("–")[2].strip() or self.nom

    def site(self, slug: str) -> Site:
        return _find(self.sites, slug)

    def service(self, slug: str) -> Service:
        return _find(self.services, slug)

    def categorie(self, slug: str) -> Categorie:
        """The repli takes what nobody is named for any more."""
        return _by_slug(self.categories, slug) or anciens.categorie(
            slug,
            groupe=self.categories[-1].groupe,
            urgence=self.categories[-1].urgence,
            service=self.repli.slug,
        )

    def urgence(self, slug: str) -> Urgence:
        return _by_slug(self.urgences, slug) or anciens.urgence(slug)

    @property
    def most_urgent(self) -> Urgence:
        return min(self.urgences, key=lambda urgence: urgence.delai_heures)

    def public(self, slug: str) -> Public:
        """A public met: an age band or a role."""
        return _by_slug((*self.publics, *self.roles), slug) or anciens.public(slug)

    def comptes(self) -> tuple[Public, ...]:
        """Publics with a button on the tally; all of them when the file marks none."""
        publics = actifs((*self.publics, *self.roles))
        return tuple(public for public in publics if public.comptage) or publics

    def sollicitants(self) -> tuple[Public, ...]:
        """Publics who may ask for something; all of them when the file marks none."""
        publics = actifs((*self.publics, *self.roles))
        return tuple(public for public in publics if public.sollicite) or publics

    def mode(self, slug: str) -> Mode:
        """How a binôme is present (001 l.78)."""
        return _by_slug(self.presence.modes, slug) or anciens.mode(slug)

    def tranches(self, notees: Iterable[str] = ()) -> tuple[Tranche, ...]:
        """Active periods in the order of the file, then the other ones that are in `notees`."""
        offered = actifs(self.periodes.tranches)
        others = sorted(set(notees) - {tranche.slug for tranche in offered})
        return (*offered, *(self.tranche(slug) for slug in others))

    def tranche(self, slug: str) -> Tranche:
        return _by_slug(self.periodes.tranches, slug) or anciens.tranche(slug)

    def quartier(self, slug: str) -> Quartier:
        return _find(self.quartiers, slug)

    def territoire(self, slug: str) -> Territoire:
        return _find(self.territoires, slug)

    def binome(self, slug: str) -> Binome:
        return _find(self.binomes, slug)

    def comite(self, slug: str) -> Comite:
        return _by_slug(self.comites, slug) or anciens.comite(slug)

    def lecteurs(self, rythme: Frequence) -> tuple[Comite, ...]:
        """Those who receive that point, in the order of the file."""
        return tuple(one for one in actifs(self.comites) if rythme in one.points)

    @property
    def instances(self) -> tuple[Comite, ...]:
        """Those that meet, in the order of the file; the others only read."""
        return tuple(one for one in actifs(self.comites) if one.siege)

    def adresses(self, comite: Comite, jour: date | None = None) -> tuple[str, ...]:
        """Who receives its points on `jour`, once each: the porteur too, guests in their week."""
        here = [one.email for one in reversed(comite.destinataires) if one.recoit(jour)]
        everybody = tuple(reversed({email.lower(): email for email in here}.values()))
        return everybody if self.anime(comite) else (*everybody, self.coordination.email)

    def anime(self, comite: Comite) -> bool:
        """Whether the porteur is among them, by its role or by its address."""
        return any(
            "porteur" in one.role.casefold() or one.email == self.coordination.email
            for one in comite.destinataires
        )

    def comites_du_site(self, site: str) -> tuple[Comite, ...]:
        """Active comités opérationnels that follow a site: they come with its territoire."""
        territoire = self.quartier(self.site(site).quartier).territoire
        mine = (one for one in actifs(self.comites) if one.territoire == territoire)
        return tuple(one for one in mine if one.operationnel)

    def type_lieu(self, slug: str) -> TypeLieu:
        return _by_slug(self.types_lieu, slug) or anciens.type_lieu(slug)

    def partenaire(self, slug: str) -> Partenaire:
        return _find(self.annuaire, slug)

    def partenaires(self, domaine: str | None, quartier: str | None) -> tuple[Partenaire, ...]:
        """Active partners of a domaine (all when None), those who serve the quartier first."""
        partenaires = (
            p for p in actifs(self.annuaire) if domaine is None or domaine in p.domaines
        )
        return tuple(sorted(partenaires, key=lambda partenaire: not partenaire.serves(quartier)))

    def liste(self, nom: str) -> tuple[Element, ...]:
        """Active lines of one of the `listes`; none for a list that no question is made of."""
        return actifs(self.listes.get(nom, ()))

    def proposes(self, nom: str, temporalite: str) -> tuple[Element, ...]:
        """Lines of a list offered live (« reel ») or later (« differe ») ; all when none says."""
        lines = self.liste(nom)
        suiting = tuple(line for line in lines if line.temporalite == temporalite)
        return suiting if any(line.temporalite for line in lines) else lines

    def element(self, nom: str, slug: str) -> Element:
        """One line of one of the `listes`, retired or not; by its slug once it left the file."""
        return _by_slug(self.listes.get(nom, ()), slug) or anciens.element(slug)

    @property
    def repli(self) -> Service:
        """The service that is told when no other is (000 l.67)."""
        return next(service for service in self.services if service.repli and service.actif)

    def groupes(self) -> tuple[str, ...]:
        """Groups of active categories, in the order of the file."""
        return tuple(dict.fromkeys(c.groupe for c in actifs(self.categories)))

    def categories_of(self, groupe: str, *, bati: bool) -> tuple[Categorie, ...]:
        """Active categories of a group, those that suit the place first: [0] is the default."""
        categories = (c for c in actifs(self.categories) if c.groupe == groupe)
        return tuple(sorted(categories, key=lambda c: c.bati != bati))

    def alias_publics(self) -> dict[str, str]:
        """Words that may be typed for a public, to its slug (see `parse_compte`)."""
        publics, shared = actifs((*self.publics, *self.roles)), courants().publics
        words = {word: p.slug for p in publics for word in shared.get(p.slug, ())}
        return words | {word: p.slug for p in publics for word in (p.slug, *p.alias)}

    def route(self, categorie: str, **cas: Any) -> tuple[str, ...]:
        """Slugs of the services to tell of a defect (`storage.dispositif.routage.Cas`)."""
        return routed(self, Cas(categorie, **cas)).services

    def echeances(self, intervention: Intervention) -> tuple[Echeance, ...]:
        """Dates that follow from an intervention, by the delays of this dispositif."""
        decision, debut, fin = intervention.decision, intervention.debut, intervention.fin
        return echeances(decision, debut, fin, self.delais_intervention())

    def delais_intervention(self) -> Delais:
        """The delays that interventions follow, as the rules of the trade read them."""
        return Delais(**{one.name: getattr(self.delais, one.name) for one in fields(Delais)})

    def calendrier(self) -> Calendrier:
        """Tranches, school and bank holidays over the convention (built once, then kept)."""
        return calendrier.build(self.convention, self.periodes, self.fuseau)


def actifs(items: Iterable[T]) -> tuple[T, ...]:
    """Lines still offered; the others stay in the file for the records that name them."""
    return tuple(item for item in items if item.actif)


def _by_slug(items: Iterable[T], slug: str) -> T | None:
    return next((item for item in items if item.slug == slug), None)


def _find(items: Iterable[T], slug: str) -> T:
    item = _by_slug(items, slug)
    if item is None:
        raise KeyError(slug)
    return item
