"""Who is told of a defect: the first matching rule, else the category's own, else the repli."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from bot.clock import paris
from bot.domain.delais import Envoi, is_worked, send_at


class Moment(StrEnum):
    """When an alert is read: services at work, or whoever is on call (the « astreinte »)."""

    OUVRE = "ouvre"
    ASTREINTE = "astreinte"


OUVERTURE, FERMETURE = time(8), time(18)
"""On working days, in Paris; what leaves at another hour is for whoever is on call (proposed)."""


def moment_at(at: datetime, feries: Collection[date]) -> Moment:
    """What that instant (aware) is for a service."""
    local = paris(at)
    at_work = OUVERTURE <= local.time() < FERMETURE and is_worked(local.date(), feries)
    return Moment.OUVRE if at_work else Moment.ASTREINTE


def moment_of(envoi: Envoi, now: datetime, feries: Collection[date]) -> Moment:
    """The same of the hour at which what is noted `now` leaves: a batch does at working hours."""
    return moment_at(send_at(envoi, now, feries), feries)


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the routing table: an absent criterion accepts everything."""

    services: tuple[str, ...]
    categorie: str | None = None
    groupe: str | None = None
    type_lieu: str | None = None
    quartier: str | None = None
    bailleur: str | None = None
    moment: str | None = None

    def matches(self, facts: dict[str, str | None]) -> bool:
        conditions = ((key, getattr(self, key)) for key in CRITERES)
        return all(value is None or value == facts.get(key) for key, value in conditions)


CRITERES: Final = ("categorie", "groupe", "type_lieu", "quartier", "bailleur", "moment")


@dataclass(frozen=True, slots=True)
class Trajet:
    """Slugs of the services to tell, never none, in their order; `rule`: the place in the table
    of the line that says so, None where the category or the repli does.
    """

    services: tuple[str, ...]
    rule: int | None = None
    repli: bool = False


def route(
    rules: Iterable[Rule],
    facts: dict[str, str | None],
    *,
    default: tuple[str, ...],
    repli: str,
) -> Trajet:
    """Whom a defect with these facts goes to (001 l.86; the repli is 000 l.67).

    facts: what each of CRITERES is; what is not known is of no rule that asks for it.
    """
    matching = ((n, rule.services) for n, rule in enumerate(rules) if rule.matches(facts))
    found, chosen = next(matching, (None, default))
    return Trajet(tuple(dict.fromkeys(chosen)) or (repli,), found, not chosen)
