"""« Qui reçoit quoi ? » of one case, in plain French: who, by which line, and after a silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any, Final

from bot.domain.routing import CRITERES, Moment, Trajet
from storage.dispositif.alertes import Regle, Service
from storage.dispositif.entries import Item
from storage.dispositif.model import Dispositif, actifs
from storage.dispositif.problems import nearest
from storage.dispositif.routage import Cas, routed, table

QUAND: Final = {
    Moment.OUVRE: "Jours ouvrés, 8 h – 18 h",
    Moment.ASTREINTE: "Soirs, nuits, week-ends, jours fériés",
}
TOUJOURS: Final = "À toute heure"
Canaux = Callable[[Service], str]
"""How a service is reached, « » when nothing written reaches it."""


def said(config: Dispositif, cas: Cas, canaux: Canaux) -> tuple[str, ...]:
    """Line after line, in the order of those who are told; one line when the hour changes nothing.

    `canaux` is asked of each service as the territoire of the site writes to it.
    """
    asked = (cas.moment,) if cas.moment else tuple(Moment)
    found = {one: tuple(_of(config, replace(cas, moment=one), canaux)) for one in asked}
    if len(set(found.values())) == 1 and not cas.moment:
        return (f"{TOUJOURS} :", *next(iter(found.values())))
    return tuple(
        line for moment, lines in found.items() for line in (f"{QUAND[moment]} :", *lines)
    )


def _of(config: Dispositif, cas: Cas, canaux: Canaux) -> Iterator[str]:
    trajet = routed(config, cas)
    for rank, slug in enumerate(trajet.services, 1):
        yield f"  {rank}. {_read_by(config, cas, slug, canaux)}"
    yield f"  Pourquoi : {_why(config, trajet)}."
    relays = (config.service(slug).releve_par or config.repli.slug for slug in trajet.services)
    others = dict.fromkeys((*relays, config.repli.slug))
    then = [config.service(one).label for one in others if one not in trajet.services]
    yield f"  Sans réponse : {', puis '.join(then) or 'la coordination seule'}."


def _read_by(config: Dispositif, cas: Cas, slug: str, canaux: Canaux) -> str:
    """« Éclairage public (eclairage@…) »; who reads for it, or that nobody does."""
    service = _here(config, cas, config.service(slug))
    if service.actif and (reached := canaux(service)):
        return f"{service.label} ({reached})"
    repli = _here(config, cas, config.repli)
    if reached := canaux(repli):
        return f"{service.label}, sans canal écrit : {repli.label} ({reached}) le lit pour lui"
    return f"⚠️ {service.label} : personne à prévenir par écrit ; la coordination le saura"


def _here(config: Dispositif, cas: Cas, service: Service) -> Service:
    quartier = cas.quartier or (config.site(cas.site).quartier if cas.site else None)
    return service.pour(config.quartier(quartier).territoire) if quartier else service


def _why(config: Dispositif, trajet: Trajet) -> str:
    if trajet.repli:
        return "aucun autre service, c'est le repli"
    if trajet.rule is None:
        return "le service de la catégorie"
    return f"la règle « {condition(table(config)[trajet.rule])} »"


def condition(rule: Regle) -> str:
    """« groupe = Tag, moment = astreinte »; « toujours » for a line that asks for nothing."""
    criteria = rule.model_dump(include=set(CRITERES), exclude_none=True)
    return ", ".join(f"{key} = {value}" for key, value in criteria.items()) or "toujours"


def case(config: Dispositif, words: str) -> Cas:
    """« vt-tag site-a hall astreinte » as a case, whatever the order of its slugs.

    Raises ValueError, in French, for a word that names nothing, and without a category.
    """
    known: dict[str, dict[str, Any]] = {
        "categorie": _slugs(config.categories),
        "site": {one.slug: one.slug for one in actifs(config.sites)},
        "type_lieu": _slugs(config.types_lieu),
        "quartier": {one.slug: one.slug for one in config.quartiers},
        "bailleur": _slugs(one for one in config.services if one.bailleur),
        "moment": {one.value: one for one in Moment},
    }
    given: dict[str, Any] = {}
    for word in words.split():
        key = next((name for name, slugs in known.items() if word in slugs), None)
        if key is None:
            every = [slug for slugs in known.values() for slug in slugs]
            raise ValueError(f"« {word} » n'existe pas{nearest(word, every)}")
        given[key] = known[key][word]
    if "categorie" not in given:
        raise ValueError("dites au moins une catégorie, par exemple « vt-tag »")
    return Cas(**given)


def _slugs(items: Any) -> dict[str, str]:
    return {one.slug: one.slug for one in items if isinstance(one, Item) and one.actif}


def titled(config: Dispositif, cas: Cas) -> str:
    """« Tag · Site A · Hall »: what is asked, in the words of the file."""
    names = {
        "categorie": config.categorie,
        "site": config.site,
        "type_lieu": config.type_lieu,
        "quartier": config.quartier,
        "bailleur": config.service,
    }
    asked = ((one.name, getattr(cas, one.name)) for one in fields(cas))
    return " · ".join(names[name](slug).label for name, slug in asked if slug and name in names)
