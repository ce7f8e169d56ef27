"""The routing table asked about one case: who is told of it, and by which line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.domain.routing import CRITERES, Moment, Rule, Trajet, route
from storage.dispositif.alertes import Categorie, Regle, Service
from storage.dispositif.entries import Site, TypeLieu


class Reseau(Protocol):
    """What a dispositif knows that its routing asks for."""

    @property
    def routage(self) -> tuple[Regle, ...]: ...

    @property
    def repli(self) -> Service: ...

    def categorie(self, slug: str) -> Categorie: ...

    def site(self, slug: str) -> Site: ...

    def type_lieu(self, slug: str) -> TypeLieu: ...


@dataclass(frozen=True, slots=True)
class Cas:
    """A defect as the table knows it, by slugs; what is unsaid comes from the site.

    `moment`: when its alert is read; without it, no line that asks for one is taken.
    """

    categorie: str
    site: str | None = None
    type_lieu: str | None = None
    quartier: str | None = None
    bailleur: str | None = None
    moment: Moment | None = None


def routed(config: Reseau, cas: Cas) -> Trajet:
    """Services to tell of it, in their order.

    The site's landlord counts only for a place that belongs to its stock (001 l.86).
    """
    category = config.categorie(cas.categorie)
    where = config.site(cas.site) if cas.site else None
    lieu = cas.type_lieu or (where.type_lieu if where else None)
    own = cas.bailleur is not None or bool(lieu and config.type_lieu(lieu).patrimoine)
    facts = {
        "categorie": category.slug,
        "groupe": category.groupe,
        "type_lieu": lieu,
        "quartier": cas.quartier or (where.quartier if where else None),
        "bailleur": cas.bailleur or (where.bailleur if where and own else None),
        "moment": cas.moment,
    }
    default = (own and category.service_si_bailleur) or category.service
    rules = (Rule(**one.model_dump(include={"services", *CRITERES})) for one in table(config))
    return route(rules, facts, default=(default,), repli=config.repli.slug)


def table(config: Reseau) -> tuple[Regle, ...]:
    """The lines in the order in which they are asked: by their rank, then as they are written."""
    return tuple(sorted(_standing(config.routage), key=lambda one: one.rang))


def _standing(rules: Iterable[Regle]) -> Iterable[Regle]:
    return (one for one in rules if one.actif)
