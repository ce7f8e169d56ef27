"""One line of the calendar: what is due, of what, when, whose it is, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from bot.domain.interventions import DAY, before_sunday, not_sunday


class EtatEcheance(StrEnum):
    """How a due date stands on some day."""

    A_VENIR = "à venir"
    FAIT = "fait"
    EN_RETARD = "en retard"
    SANS_OBJET = "sans objet"


COMITE_TECHNIQUE: Final = "comite-technique"
T0: Final = "t0"
T1: Final = "t1"
PASSANTS: Final = "passants"
"""So many people asked, in each campaign."""
FENETRES: Final = frozenset({T0, T1, PASSANTS})
"""What is measured in its days, or never."""
FIN_CONVENTION: Final = "fin-convention"
LIMITE_CONVENTION: Final = "limite-convention"
AVENANT: Final = "avenant"
DERNIERE_FIN: Final = "derniere-fin"
"""The last day on which an intervention may end, for its N+3 to fall within the convention."""
N3_HORS: Final = "n3-hors-convention"
TROP_DE_SITES: Final = "trop-de-sites"
TROP_LONG: Final = "trop-long"
SANS_PRESENCE: Final = "sans-presence"
PERIODE_ABSENTE: Final = "periode-absente"
PART_TERRAIN: Final = "part-terrain"
HEURES_N3: Final = "heures-n3"
VEILLES: Final = frozenset(
    {
        *(N3_HORS, TROP_DE_SITES, TROP_LONG, SANS_PRESENCE, PERIODE_ABSENTE, PART_TERRAIN),
        HEURES_N3,
    }
)
"""What is watched rather than due: it stands as long as it is so, and is never kept."""


@dataclass(frozen=True, slots=True)
class RappelDu:
    """A day on which somebody is told of it; `mot` tells it from its others, for ever."""

    jour: date
    mot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneEcheance:
    """`cle` is the same as long as it is due; days are of Paris."""

    cle: str
    regle: str
    quoi: str
    """« 1er comité opérationnel »."""
    objet: str = ""
    """« Site A »; « » for what is the whole programme's."""
    terme: date
    """The last day; of what is watched, the day since when it is so."""
    jusque: date | None = None
    """The last day on which it is in time, of what takes days from `terme` on."""
    qui: str
    """Whose it is: a function, never anybody's name."""
    rappels: tuple[RappelDu, ...] = ()
    calculee: bool = True
    """Whether it follows from other dates; else somebody decided it."""
    passe: bool = False
    """A date that comes by itself: once it is past, nothing is left to do."""
    cochable: bool = False
    """Whether somebody says that it is done: nothing else tells it."""
    fait_le: date | None = None
    pourquoi: str = ""
    """Why nothing is to be done; « » for what is to be."""
    site: str = ""
    intervention: str = ""
    """Its slug, of what an intervention calls for."""
    comite: str = ""

    def etat(self, today: date) -> EtatEcheance:
        if self.pourquoi:
            return EtatEcheance.SANS_OBJET
        if self.fait_le or (self.passe and self.terme < today):
            return EtatEcheance.FAIT
        late = self.limite < today or self.regle in VEILLES
        return EtatEcheance.EN_RETARD if late else EtatEcheance.A_VENIR

    def ouverte(self, today: date) -> bool:
        """Whether somebody still has something to do."""
        return self.etat(today) in (EtatEcheance.A_VENIR, EtatEcheance.EN_RETARD)

    @property
    def tenue(self) -> bool:
        """Whether it was done by its last day."""
        return self.fait_le is not None and self.fait_le <= self.limite

    @property
    def limite(self) -> date:
        """The day after which it is late."""
        return self.jusque or self.terme

    @property
    def nom(self) -> str:
        """« Site A : 1er comité opérationnel »."""
        return f"{self.objet} : {self.quoi}" if self.objet else self.quoi


def avant(terme: date, jours: Iterable[int], depuis: date) -> Iterator[RappelDu]:
    """So many days before, never on a Sunday, nor before its clock began."""
    for days in jours:
        if (day := before_sunday(date.fromordinal(terme.toordinal() - days))) > depuis:
            yield RappelDu(day, f"avant-{days}")


def retard(terme: date) -> RappelDu:
    """The first working day after its last one: by then it is red."""
    return RappelDu(not_sunday(terme + DAY), "retard")
