"""What no single line shows: channels, chains, overlaps; run once every line is well formed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import floor
from operator import attrgetter
from typing import Final

from storage.dispositif.alertes import Service
from storage.dispositif.creneaux import twice_at_once
from storage.dispositif.depart import BESIDES, OFFERED
from storage.dispositif.entries import Item
from storage.dispositif.model import Dispositif, actifs
from storage.dispositif.problems import Loc, Problem, nearest, path


def crossed(dispositif: Dispositif) -> Iterator[Problem]:
    """Every problem between lines."""
    yield from _offered(dispositif)
    yield from _one_repli(dispositif)
    yield from _reachable(dispositif)
    yield from _circles(dispositif)
    yield from _overlaps(dispositif)
    yield from twice_at_once(dispositif)
    yield from _swapped(dispositif)
    yield from _aliases(dispositif)
    yield from _activites(dispositif)


def _offered(dispositif: Dispositif) -> Iterator[Problem]:
    """Lists without one active line: the bot would ask a question without any button."""
    for loc, lines in _questions(dispositif):
        if not actifs(lines):
            message = "aucune ligne active : le bot n'aurait rien à proposer"
            mend = "remettez-en une, ou effacez cette clé pour prendre la liste de départ"
            yield Problem(loc, f"{message} ; {mend}")


def _questions(dispositif: Dispositif) -> Iterator[tuple[Loc, Iterable[Item]]]:
    for nom in OFFERED:
        yield ("listes", nom), dispositif.listes.get(nom, ())
    for chemin in BESIDES:
        yield tuple(chemin.split(".")), attrgetter(chemin)(dispositif)


def _one_repli(dispositif: Dispositif) -> Iterator[Problem]:
    replis = [s for s in dispositif.services if s.repli and s.actif and not s.telephone_seulement]
    if not replis:
        mend = "écrivez « repli: true » sur un service actif qui a un e-mail (000 l.67)"
        yield Problem(("services",), f"aucun service de repli : {mend}")
    for service in replis[1:]:
        loc = ("services", dispositif.services.index(service), "repli")
        yield Problem(loc, f"un seul repli : « {replis[0].slug} » l'est déjà")


def _reachable(dispositif: Dispositif) -> Iterator[Problem]:
    """Services that may be alerted, and that nothing written reaches."""
    services = {service.slug: service for service in dispositif.services}
    mute: dict[str, None] = {}
    for loc, slug in _alerted(dispositif):
        service = services[slug]
        if not service.actif:
            yield Problem(loc, f"le service « {slug} » est retiré (actif: false) : changez-le")
        elif service.telephone_seulement:
            message = f"« {slug} » se joint au téléphone et ne reçoit pas d'alerte écrite"
            yield Problem(loc, f"{message} : choisissez un autre service")
        elif not service.joignable:
            mute[slug] = None
        elif missing := _territoires_without(dispositif, service):
            message = f"« {slug} » n'a d'adresse ni pour tous, ni pour {', '.join(missing)}"
            mend = "donnez-la sous « territoires: », ou une pour tous sous « emails: »"
            yield Problem(("services", dispositif.services.index(service)), f"{message} : {mend}")
    for slug in mute:
        loc = ("services", dispositif.services.index(services[slug]))
        mend = "ajoutez « emails: [adresse] », ou un groupe « telegram: numéro »"
        yield Problem(loc, f"« {slug} » peut recevoir une alerte et n'a aucun canal : {mend}")


def _territoires_without(dispositif: Dispositif, service: Service) -> list[str]:
    """The territoires of which nothing written would reach a service that has others' address."""
    if service.partout:
        return []
    theirs = {one.territoire for one in service.territoires}
    active = actifs(dispositif.territoires)
    return [f"« {one.slug} »" for one in active if one.slug not in theirs]


def _alerted(dispositif: Dispositif) -> Iterator[tuple[Loc, str]]:
    for index, category in enumerate(dispositif.categories):
        for key in ("service", "service_si_bailleur"):
            if category.actif and (slug := getattr(category, key)):
                yield ("categories", index, key), slug
    for index, rule in enumerate(dispositif.routage):
        if not rule.actif:
            continue
        for rank, slug in enumerate(rule.services):
            yield ("routage", index, "services", rank), slug
    yield from _standing_in(dispositif)


def _standing_in(dispositif: Dispositif) -> Iterator[tuple[Loc, str]]:
    for index, service in enumerate(dispositif.services):
        if service.actif and service.repli:
            yield ("services", index, "slug"), service.slug
        if service.actif and service.releve_par:
            yield ("services", index, "releve_par"), service.releve_par


def _circles(dispositif: Dispositif) -> Iterator[Problem]:
    """Chains of « releve_par » that come back to where they began."""
    services = {service.slug: service for service in dispositif.services}
    for index, service in enumerate(dispositif.services):
        chain = _chain(service, services)
        if len(chain) > 1 and chain[-1] == service.slug:
            message = f"la relève tourne en rond ({' → '.join(chain)}) : coupez un maillon"
            yield Problem(("services", index, "releve_par"), message)


def _chain(service: Service, services: dict[str, Service]) -> list[str]:
    chain = [service.slug]
    while (after := services[chain[-1]].releve_par) and after not in chain[1:]:
        chain.append(after)
        if after == service.slug:
            break
    return chain


def _overlaps(dispositif: Dispositif) -> Iterator[Problem]:
    order = sorted(dispositif.interventions, key=lambda i: (i.site, i.debut))
    for first, second in pairwise(order):
        if first.site == second.site and second.debut <= first.fin:
            loc = ("interventions", dispositif.interventions.index(second), "debut")
            message = f"le site « {second.site} » est déjà pris jusqu'au {first.fin}"
            yield Problem(loc, f"{message} par « {first.slug} » : décalez l'une des deux")


FRANCE: Final = (range(41, 52), range(-6, 10))
"""Whole degrees of latitude and longitude; nothing overseas looks like them once swapped."""


def _swapped(dispositif: Dispositif) -> Iterator[Problem]:
    north, east = FRANCE
    for index, site in enumerate(dispositif.sites):
        if floor(site.latitude) in east and floor(site.longitude) in north:
            said = f"latitude {site.latitude} et longitude {site.longitude} sont inversées"
            mend = "en France, la latitude est celle de 41 à 51"
            yield Problem(("sites", index, "latitude"), f"{said} : {mend}")


def _aliases(dispositif: Dispositif) -> Iterator[Problem]:
    """A slug, or a word that a mediator types, must mean one public only."""
    owners: dict[str, Loc] = {}
    for key, publics in (("publics", dispositif.publics), ("roles", dispositif.roles)):
        for index, public in enumerate(publics):
            here: Loc = (key, index)
            for word in dict.fromkeys((public.slug, *public.alias)):
                if (other := owners.setdefault(word.casefold(), here)) != here:
                    message = f"« {word} » désigne déjà {path(other)} : retirez l'un des deux"
                    yield Problem(here, message)


TYPES: Final = {"action_collective": "types_action", "conflit": "types_conflit"}
"""Which list the `types` of an activity's count are taken from."""


def _activites(dispositif: Dispositif) -> Iterator[Problem]:
    """What an activity counts by type must be a type of that kind of entry."""
    for rank, activite in enumerate(dispositif.listes.get("activites", ())):
        for place, compte in enumerate(activite.compte):
            loc: Loc = ("listes", "activites", rank, "compte", place, "types")
            liste = TYPES.get(compte.quoi)
            if compte.types and liste is None:
                mend = f"« types » ne se précise que pour {', '.join(sorted(TYPES))} : ôtez-le"
                yield Problem(loc, f"« {compte.quoi} » n'a pas de types ; {mend}")
            slugs = {line.slug for line in dispositif.listes.get(liste or "", ())}
            for slug in compte.types if liste else ():
                if slug not in slugs:
                    hint = nearest(slug, slugs)
                    yield Problem(loc, f"« {slug} » n'existe pas dans « listes.{liste} »{hint}")
