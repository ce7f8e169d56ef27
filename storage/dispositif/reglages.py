"""What a dispositif switches on or off, and the few delays that belong to no list."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Final, Literal, Self, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from bot.domain.semaine import Jour
from storage.dispositif.entries import FileLine, FileSlug, Heure, Text


class Prereglage(FileLine):
    """A usual stretch of time out of the street, one tap: a line of `temps_hors_terrain`."""

    categorie: FileSlug
    minutes: Annotated[int, Field(gt=0, le=720)]


class ReglesHorsTerrain(FileLine):
    """When the bot asks about the day and sums up the week, and what it offers (000 l.142)."""

    heure: Heure = time(21, 30)
    bilan_heure: Heure = time(17)
    bilan_jour: Jour = "ven"
    objectif_terrain_pct: Annotated[int, Field(gt=0, le=100)] = 60
    tolerance_pct: Annotated[int, Field(ge=0, lt=50)] = 5
    demi_journee_minutes: Annotated[int, Field(gt=0)] = 210
    durees: tuple[Annotated[int, Field(gt=0)], ...] = (30, 60, 120, 180)
    prereglages: tuple[Prereglage, ...] = ()
    source: Text | None = None


POSITION: Final = ("{z}", "{x}", "{y}")


def check_tuiles(address: str) -> str:
    """« https://tuiles.example.org/{z}/{x}/{y}.png ». Raises ValueError."""
    known = urlsplit(address)
    if known.scheme != "https" or not known.hostname or "{" in known.netloc:
        raise ValueError(f"« {address} » : une adresse https est attendue")
    missing = [one for one in POSITION if one not in address]
    if missing:
        raise ValueError(f"« {address} » : il manque {', '.join(missing)}")
    return address


Zoom = Literal["presence", "rencontres", "ambiance", "mesusages"]
"""What a point mensuel may look at more closely."""


class Reglages(FileLine):
    """`conflit_parties`: a conflict asks « Entre qui ? » (one tap). `suivi_accord_jours`: when an
    accord is checked (001 l.86). `service_mediation_ville`: who takes what lies outside the
    mission (000 l.42); without it the coordination is not offered to hand a demande over.
    `formulaire_demande`: a public page takes direct requests, without any name (001 l.36).
    `zoom_mensuel`: what the point mensuel tells week by week; without it, what moved most.
    `zooms`: what the coordination may have it tell instead, from one month to the next.
    `contact_jours`: how long the address that a requester left is kept once the demande is over.
    `domaines_courriel`: whose addresses may read a point hebdo without being read twice.
    `relecture_jour`, `relecture_heure`: when the coordination is shown the draft of the point
    hebdo; `gel_heure`: when its figures stop moving, the Monday after (Paris, §4.2).
    `deja_metres`, `deja_semaines`: how near and for how long an open signalement of the same
    family is offered before a new one; `recurrence_metres`, `recurrence_jours`: how near and how
    soon after it was closed the same defect is said to have come back (§4.5 C).
    `tuiles`: the address of a server of map tiles, with {z}, {x} and {y}: none, and no plan asks
    anything of anybody; `tuiles_mention`: what it asks to be said under the plan.
    `services_jour`, `services_heure`: when each service reads what is still open there (Paris).
    """

    zoom_mensuel: Zoom | None = None
    zooms: Annotated[tuple[Zoom, ...], Field(min_length=1)] = get_args(Zoom)
    conflit_parties: bool = True
    suivi_accord_jours: Annotated[tuple[Annotated[int, Field(gt=0)], ...], Field(min_length=1)] = (
        15,
        30,
    )
    formulaire_demande: bool = False
    contact_jours: Annotated[int, Field(gt=0)] = 90
    domaines_courriel: tuple[Text, ...] = ()
    service_mediation_ville: FileSlug | None = None
    relecture_jour: Jour = "ven"
    relecture_heure: Heure = time(12)
    gel_heure: Heure = time(7)
    deja_metres: Annotated[int, Field(ge=0, le=1_000)] = 50
    deja_semaines: Annotated[int, Field(ge=1, le=52)] = 12
    recurrence_metres: Annotated[int, Field(ge=0, le=1_000)] = 50
    recurrence_jours: Annotated[int, Field(ge=0, le=365)] = 90
    services_jour: Jour = "lun"
    services_heure: Heure = time(8)
    tuiles: Annotated[str, AfterValidator(check_tuiles)] | None = None
    tuiles_mention: Text | None = None

    @model_validator(mode="after")
    def _credited(self) -> Self:
        if self.tuiles and not self.tuiles_mention:
            raise ValueError("« tuiles » demande « tuiles_mention » : ce que ce serveur fait dire")
        return self
