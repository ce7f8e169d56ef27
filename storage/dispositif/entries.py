"""Lines of a dispositif file on the field: places, times, publics, and the lists of words."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from bot.domain.semaine import Jour

FileSlug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", max_length=32)]
# 32 characters: what a Telegram button shows on a small phone without cutting it.
Label = Annotated[str, StringConstraints(min_length=1, max_length=32)]
Text = Annotated[str, StringConstraints(min_length=1)]


def _midnight(value: Any) -> Any:
    """24:00 closes a day and 00:00 opens one; here both are the same `time`."""
    return "00:00" if value == "24:00" else value


Heure = Annotated[time, BeforeValidator(_midnight)]


class FileLine(BaseModel):
    """Strict and frozen: an unknown key is an error, and a loaded dispositif never changes."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, coerce_numbers_to_str=True
    )


class Item(FileLine):
    """A line of a list: a stable slug, a label for buttons, and where it comes from.

    `mots`: other words that mean this line in a typed message (see `bot.domain.lecture.eclair`).
    """

    slug: FileSlug
    label: Label
    libelle_long: Text | None = None
    actif: bool = True
    source: Text | None = None
    note: Text | None = None
    mots: tuple[Text, ...] = ()


Compte = Literal[
    "presence", "rencontre", "orientation", "relais", "action_collective", "conflit", "mediation",
    "retour", "observation", "preconisation", "etonnement", "signalement", "ville", "aller_vers",
]  # fmt: skip
"""What an activity of the mission may be counted by (001 l.77-96)."""


class Compter(FileLine):
    """What counts for an activity: a kind of entry; `types` of its own list, or all of them."""

    quoi: Compte
    types: tuple[FileSlug, ...] = ()


class Element(Item):
    """A line of a list that only some later flows read; the extra fields are the list's own."""

    compte: tuple[Compter, ...] = ()

    temporalite: Literal["reel", "differe"] | None = None
    suite: Literal["relais", "securite", "mediation-ville"] | None = None
    delai_jours: Annotated[int, Field(ge=0)] | None = None
    compte_comme: Literal["demarche", "orientation", "relais"] | None = None
    effectif: bool | None = None
    continu: bool | None = None
    favorable: bool | None = None
    par_defaut: bool = False
    precise: Literal["institution", "projet"] | None = None
    axe_aap: FileSlug | None = None
    famille: FileSlug | None = None
    droit_commun: bool = False
    domaine: FileSlug | None = None
    question: FileSlug | None = None
    dit_un_public: bool = False
    texte: Text | None = None
    quand: Text | None = None
    minimum: int | None = None
    maximum: int | None = None


class Territoire(Item):
    """The area of one comité opérationnel."""


class Quartier(Item):
    """`entrant`: the year in which it joined the priority neighbourhoods, of a new one (K25)."""

    territoire: FileSlug
    autres_noms: tuple[Text, ...] = ()
    entrant: Annotated[int, Field(ge=2000, le=2100)] | None = None


class ReponseSite(FileLine):
    """What mediators may answer there of public action (002 l.35); `jusqu_au`: its last day."""

    question: Annotated[str, StringConstraints(min_length=1, max_length=140)]
    reponse: Annotated[str, StringConstraints(min_length=1, max_length=280)]
    jusqu_au: date | None = None


class Site(Item):
    """A precise public space, with its centre in degrees (WGS 84); `bailleur` is a service.

    `porteur`: who employs its mediators, of a dispositif that has several (A02).
    """

    quartier: FileSlug
    type_site: FileSlug
    type_lieu: FileSlug
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    bailleur: FileSlug | None = None
    porteur: FileSlug | None = None
    exemple: bool = False
    reponses: tuple[ReponseSite, ...] = ()


class Intervention(FileLine):
    """A mission on one site, decided by the comité technique; both dates included.

    `objectifs_du`: the day on which its objectives were last changed, while it ran.
    `renouvelee_le`: the day on which the comité technique agreed to its renewal. `annulee`: opened
    by mistake, it never was.
    """

    slug: FileSlug
    site: FileSlug
    type: Literal["corrective", "preventive"]
    decision: date
    debut: date
    fin: date
    objectifs: tuple[Text, ...] = ()
    objectifs_du: date | None = None
    renouvelee_le: date | None = None
    annulee: bool = False
    source: Text | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        in_order("decision", self.decision, "debut", self.debut)
        in_order("debut", self.debut, "fin", self.fin)
        return self


def standing(interventions: tuple[Intervention, ...]) -> tuple[Intervention, ...]:
    """Without those that were opened by mistake: nothing is said of them any more."""
    return tuple(one for one in interventions if not one.annulee)


class Binome(Item):
    """A pair of mediators, known by a label and never by names."""


class Creneau(FileLine):
    """A weekly planned slot, on the wall clock; `a` not after `de` ends on the next day."""

    binome: FileSlug
    site: FileSlug
    jour: Jour
    de: Heure
    a: Heure


class Tranche(Item):
    """An exclusive period; `a` not after `de` wraps around midnight of the same days."""

    jours: Annotated[tuple[Jour, ...], Field(min_length=1)]
    de: Heure
    a: Heure


class Repere(Item):
    """An overlay; bound to hours when it has days, else to a calendar or to the mediators."""

    jours: tuple[Jour, ...] = ()
    de: Heure = time(0)
    a: Heure = time(0)


class PeriodeVacances(FileLine):
    """School holidays that the packaged calendar lacks; `reprise` is the first day of class."""

    label: Label
    du: date
    reprise: date
    source: Text | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        in_order("du", self.du, "reprise", self.reprise)
        return self


class VacancesScolaires(FileLine):
    zone: Literal["A", "B", "C"] = "B"
    periodes: tuple[PeriodeVacances, ...] = ()
    source: Text | None = None


class Periodes(FileLine):
    tranches: Annotated[tuple[Tranche, ...], Field(min_length=1)]
    priorite: tuple[FileSlug, ...]
    hors_tranche: FileSlug = "soiree"
    reperes: tuple[Repere, ...] = ()
    vacances: VacancesScolaires = VacancesScolaires()


class Mode(Item):
    """How the binôme is present; `a_domicile`: in somebody's home, where no position is taken."""

    a_domicile: bool = False


class ReglesPresence(FileLine):
    """A presence: its planned length, the question after its end, its closing unanswered.

    `securite_minutes` after that question the coordination is told; `tableau` pins a live tally;
    `heures_semaine` is what a mediator works in a week.
    """

    duree_prevue_heures: Annotated[int, Field(gt=0, le=24)] = 4
    relance_minutes: Annotated[int, Field(gt=0)] = 30
    cloture_heures: Annotated[int, Field(gt=0)] = 2
    securite_minutes: Annotated[int, Field(gt=0)] = 15
    tableau: bool = True
    heures_semaine: Annotated[int, Field(gt=0, le=48)] = 35
    modes: tuple[Mode, ...] = ()


class DelaisIntervention(FileLine):
    """See `bot.domain.interventions.Delais`; `intervention_max_mois` only warns (000 l.43).

    Each comité opérationnel meets `reunions_par_trimestre` times between two comités techniques
    (000 l.82), which are `trimestre_mois` apart (000 l.61); `reunion_preparation_jours` is what it
    takes to call one. An intervention lasts `intervention_mois`, and so does a renewal, on
    `sites_simultanes` sites at once (000 l.120). `rappels_comite_jours` after the decision, the
    first comité is called to mind (requirements B07). `passants` are asked in each campaign
    (requirements §4.5 D). 0 for what another town never asked (Mons).
    """

    premier_comite_jours: Annotated[int, Field(ge=0)] = 15
    rappels_jours: tuple[Annotated[int, Field(gt=0)], ...] = (30, 15)
    compte_rendu_jours: Annotated[int, Field(ge=0)] = 15
    mesure_impact_mois: Annotated[int, Field(ge=0)] = 3
    mesure_fenetre_jours: Annotated[int, Field(gt=0)] = 14
    intervention_max_mois: Annotated[int, Field(gt=0)] = 6
    reunions_par_trimestre: Annotated[int, Field(ge=0)] = 3
    trimestre_mois: Annotated[int, Field(gt=0)] = 3
    reunion_preparation_jours: Annotated[int, Field(gt=0)] = 14
    intervention_mois: Annotated[int, Field(gt=0)] = 3
    sites_simultanes: Annotated[int, Field(gt=0)] = 3
    rappels_comite_jours: tuple[Annotated[int, Field(gt=0)], ...] = (5, 10, 13)
    passants: Annotated[int, Field(ge=0)] = 20


class Public(Item):
    """Whom one meets; `alias` are the words a mediator may type, `ages` its bounds in years.

    `comptage` gives it a button on the tally, `sollicite` one among those who ask for something;
    `collectif` when it is several people at once.
    """

    alias: tuple[Text, ...] = ()
    ages: tuple[int, int] | None = None
    comptage: bool = False
    sollicite: bool = False
    collectif: bool = False


class Echelon(Item):
    valeur: int
    emoji: Text | None = None


class TypeLieu(Item):
    """A kind of place; `patrimoine` when it belongs to a landlord (hall, pied d'immeuble)."""

    patrimoine: bool = False


def in_order(first: str, start: date, second: str, end: date) -> None:
    """Raises ValueError, in French, for an end before its start."""
    if end < start:
        raise ValueError(f"{second} ({end}) précède {first} ({start}) : inversez ou corrigez")
