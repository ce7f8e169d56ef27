"""Bodies that are told of the dispositif besides its comités, with their rhythm (B15-B31)."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field

from storage.dispositif.entries import FileSlug, Item, Text

RythmeInstance = Literal[
    "mensuel", "bimestriel", "trimestriel", "quadrimestriel", "semestriel", "annuel", "vacances"
]
MOIS: Final[dict[RythmeInstance, int]] = {
    "mensuel": 1,
    "bimestriel": 2,
    "trimestriel": 3,
    "quadrimestriel": 4,
    "semestriel": 6,
    "annuel": 12,
}
"""How long each period lasts; « vacances » are as long as those of the schools."""

PartieInstance = Literal[
    "interventions", "quartiers", "presence", "crispations", "usages", "veille-technique",
    "retours", "actions", "services-publics", "jeunesse", "echeances", "preconisations",
    "complementarite", "decisions",
]  # fmt: skip
"""What an extract may hold: nothing of it tells of one person, nor of one mediator."""


class InstanceExterne(Item):
    """A body of the contrat de ville, or a neighbour of it: what it reads, how often.

    `calendrier`: whether each of its extracts is due, and asked for; else it is made on request.
    `quartiers`: those that it is told of; all of them without any.
    """

    lecteurs: Text
    rythme: RythmeInstance
    parties: Annotated[tuple[PartieInstance, ...], Field(min_length=1)]
    quartiers: tuple[FileSlug, ...] = ()
    calendrier: bool = False
