"""Lines of a dispositif file on its calendar: whose each due date is, and what is watched."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from bot.domain.echeancier import (
    AVENANT,
    COMITE_TECHNIQUE,
    DERNIERE_FIN,
    FIN_CONVENTION,
    LIMITE_CONVENTION,
    PASSANTS,
    T0,
    T1,
)
from bot.domain.interventions import COMPTE_RENDU, FIN, MESURE_IMPACT, PREMIER_COMITE
from storage.dispositif.entries import FileLine, FileSlug, Label, Text

COORDINATION: Final = "Coordination"
"""Whose a due date is as long as the file does not say."""
ASKED: Final = frozenset(
    {
        *(T0, T1, PASSANTS, COMITE_TECHNIQUE),
        *(AVENANT, FIN_CONVENTION, LIMITE_CONVENTION, DERNIERE_FIN),
    }
)
"""Known due dates that a file asks for by naming them."""
TIMED: Final = frozenset({FIN, PREMIER_COMITE, COMPTE_RENDU, MESURE_IMPACT})
"""Those that its `delais` ask for, with their own reminders of an end and of a first comité."""

Depuis = Literal["decision", "debut", "fin", "convention-debut", "convention-fin"]
"""From which day a date of the town's own is counted; the first three, for each intervention."""


class RegleEcheance(FileLine):
    """A due date: its label, whose it is, the days before it on which it is called to mind.

    `depuis`, `mois` and `jours` (before it when negative) make a date of the town's own, which is
    ticked; those of ASKED and TIMED already have theirs. `avenant` falls `mois` before the end
    of the convention.
    """

    quoi: FileSlug
    label: Label
    qui: Text = COORDINATION
    rappels: tuple[Annotated[int, Field(gt=0)], ...] = ()
    depuis: Depuis | None = None
    mois: Annotated[int, Field(ge=-60, le=60)] = 0
    jours: Annotated[int, Field(ge=-400, le=400)] = 0
    source: Text | None = None

    @model_validator(mode="after")
    def _dated(self) -> Self:
        known = self.quoi in ASKED | TIMED
        if not known and self.depuis is None:
            raise ValueError(f"« {self.quoi} » demande « depuis » : de quel jour compter")
        if known and self.depuis is not None:
            raise ValueError(f"« {self.quoi} » a déjà sa date : ôtez « depuis »")
        if self.rappels and self.quoi in (FIN, PREMIER_COMITE):
            raise ValueError(f"les rappels de « {self.quoi} » se disent dans « delais »")
        return self


class ReglesEcheancier(FileLine):
    """`lignes`: see RegleEcheance. What is watched, 0 or false for what is not:

    `periode_absente_semaines`: whole weeks without anybody in one period of a site (C06).
    `terrain_semaines`: over so many the share in the street is out of its band (000 l.142).
    `heures_n3_jours`: so many days before N+3, a period of the site without any slot (§4.5).
    `trop_de_sites`, `trop_long`: more sites, or months, than `delais` say (000 l.43, l.120).
    """

    lignes: tuple[RegleEcheance, ...] = ()
    periode_absente_semaines: Annotated[int, Field(ge=0, le=12)] = 0
    terrain_semaines: Annotated[int, Field(ge=0, le=52)] = 0
    heures_n3_jours: Annotated[int, Field(ge=0, le=90)] = 0
    trop_de_sites: bool = False
    trop_long: bool = False

    @model_validator(mode="after")
    def _once(self) -> Self:
        names = [one.quoi for one in self.lignes]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise ValueError(f"« {twice} » y est deux fois : gardez une seule ligne")
        return self

    def ligne(self, slug: str) -> RegleEcheance | None:
        return next((one for one in self.lignes if one.quoi == slug), None)

    def qui(self, slug: str) -> str:
        """« Chef de projet contrat de ville »."""
        found = self.ligne(slug)
        return found.qui if found else COORDINATION

    @property
    def propres(self) -> tuple[RegleEcheance, ...]:
        """The town's own dates."""
        return tuple(one for one in self.lignes if one.depuis)
