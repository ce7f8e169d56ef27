"""Who is told of a defect: the first matching rule, else the category's own, else the repli."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the routing table: an absent criterion accepts everything."""

    services: tuple[str, ...]
    categorie: str | None = None
    groupe: str | None = None
    type_lieu: str | None = None
    quartier: str | None = None
    bailleur: str | None = None

    def matches(self, facts: dict[str, str | None]) -> bool:
        conditions = ((key, getattr(self, key)) for key in facts)
        return all(value is None or value == facts[key] for key, value in conditions)


def route(
    rules: Iterable[Rule],
    *,
    categorie: str,
    groupe: str,
    type_lieu: str | None,
    quartier: str | None,
    bailleur: str | None,
    default: tuple[str, ...],
    repli: str,
) -> tuple[str, ...]:
    """Slugs of the services to tell, never none (001 l.86; the repli is 000 l.67)."""
    facts = {
        "categorie": categorie,
        "groupe": groupe,
        "type_lieu": type_lieu,
        "quartier": quartier,
        "bailleur": bailleur,
    }
    chosen = next((rule.services for rule in rules if rule.matches(facts)), default)
    return chosen or (repli,)
