"""The life of a relais as one table: every state, every deed, every edge with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from bot.clock import PARIS, paris
from bot.domain.vies.refus import Refus


class Statut(StrEnum):
    """The slugs of the list `statuts_relais`."""

    TRANSMIS = "transmis"
    RDV_FIXE = "rdv-fixe"
    PRIS_EN_CHARGE = "pris-en-charge"
    SUIVI_CONFIRME = "suivi-confirme"
    SUIVI_ARRETE = "suivi-arrete"
    PAS_DE_NOUVELLES = "pas-de-nouvelles"
    NON_PRESENTE = "non-presente"
    NE_SOUHAITE_PLUS = "ne-souhaite-plus"
    HORS_CRITERES = "hors-criteres"
    REORIENTE = "reoriente"
    SANS_NOUVELLES_CLOS = "sans-nouvelles-clos"


class Acte(StrEnum):
    PRENDRE_EN_CHARGE = "prendre_en_charge"
    FIXER_RDV = "fixer_rdv"
    RESTER_SANS_NOUVELLES = "rester_sans_nouvelles"
    NE_PAS_SE_PRESENTER = "ne_pas_se_presenter"
    RENONCER = "renoncer"
    REFUSER = "refuser"
    REORIENTER = "reorienter"
    CONFIRMER_SUIVI = "confirmer_suivi"
    ARRETER_SUIVI = "arreter_suivi"
    IGNORER_SUIVI = "ignorer_suivi"
    CLORE = "clore"


class Acteur(StrEnum):
    MEDIATEUR = "mediateur"
    PARTENAIRE = "partenaire"
    HORLOGE = "horloge"


class TransitionRefusee(Refus):
    """This deed means nothing in this state."""

    objet = "le relais"


class DejaFait(TransitionRefusee):
    """The deed was already done: harmless, to be answered politely."""


@dataclass(frozen=True, slots=True)
class Transition:
    depuis: Statut
    acte: Acte
    vers: Statut
    raison: str


@dataclass(frozen=True, slots=True)
class Rythme:
    """Days before the first check and between two, before « toujours suivi ? »; silences borne."""

    verifier_jours: int
    continuite_jours: int
    silences_max: int


S, A = Statut, Acte

TRANSITIONS: Final = (
    Transition(S.TRANSMIS, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "le relais est effectif"),
    Transition(S.TRANSMIS, A.FIXER_RDV, S.RDV_FIXE, "un rendez-vous est pris"),
    Transition(S.TRANSMIS, A.RESTER_SANS_NOUVELLES, S.PAS_DE_NOUVELLES, "personne ne sait"),
    Transition(S.TRANSMIS, A.NE_PAS_SE_PRESENTER, S.NON_PRESENTE, "la personne n'y est pas allée"),
    Transition(S.TRANSMIS, A.RENONCER, S.NE_SOUHAITE_PLUS, "libre consentement"),
    Transition(S.TRANSMIS, A.REFUSER, S.HORS_CRITERES, "le partenaire ne peut pas"),
    Transition(S.TRANSMIS, A.REORIENTER, S.REORIENTE, "vers un autre partenaire"),
    Transition(S.RDV_FIXE, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "venue au rendez-vous"),
    Transition(S.RDV_FIXE, A.FIXER_RDV, S.RDV_FIXE, "un autre rendez-vous"),
    Transition(S.RDV_FIXE, A.RESTER_SANS_NOUVELLES, S.PAS_DE_NOUVELLES, "personne ne sait"),
    Transition(S.RDV_FIXE, A.NE_PAS_SE_PRESENTER, S.NON_PRESENTE, "rendez-vous manqué"),
    Transition(S.RDV_FIXE, A.RENONCER, S.NE_SOUHAITE_PLUS, "libre consentement"),
    Transition(S.RDV_FIXE, A.REFUSER, S.HORS_CRITERES, "au rendez-vous, hors critères"),
    Transition(S.RDV_FIXE, A.REORIENTER, S.REORIENTE, "vers un autre partenaire"),
    Transition(S.PAS_DE_NOUVELLES, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "des nouvelles enfin"),
    Transition(S.PAS_DE_NOUVELLES, A.FIXER_RDV, S.RDV_FIXE, "un rendez-vous est pris"),
    Transition(
        S.PAS_DE_NOUVELLES, A.RESTER_SANS_NOUVELLES, S.PAS_DE_NOUVELLES, "toujours personne"
    ),
    Transition(S.PAS_DE_NOUVELLES, A.NE_PAS_SE_PRESENTER, S.NON_PRESENTE, "on l'apprend"),
    Transition(S.PAS_DE_NOUVELLES, A.RENONCER, S.NE_SOUHAITE_PLUS, "libre consentement"),
    Transition(S.PAS_DE_NOUVELLES, A.REFUSER, S.HORS_CRITERES, "le partenaire ne peut pas"),
    Transition(S.PAS_DE_NOUVELLES, A.REORIENTER, S.REORIENTE, "vers un autre partenaire"),
    Transition(S.PAS_DE_NOUVELLES, A.CLORE, S.SANS_NOUVELLES_CLOS, "trop de silences"),
    Transition(S.REORIENTE, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "chez le nouveau partenaire"),
    Transition(S.REORIENTE, A.FIXER_RDV, S.RDV_FIXE, "rendez-vous chez le nouveau partenaire"),
    Transition(S.REORIENTE, A.RESTER_SANS_NOUVELLES, S.PAS_DE_NOUVELLES, "personne ne sait"),
    Transition(S.REORIENTE, A.NE_PAS_SE_PRESENTER, S.NON_PRESENTE, "n'est pas allée au second"),
    Transition(S.REORIENTE, A.RENONCER, S.NE_SOUHAITE_PLUS, "libre consentement"),
    Transition(S.REORIENTE, A.REFUSER, S.HORS_CRITERES, "le second ne peut pas non plus"),
    Transition(S.REORIENTE, A.REORIENTER, S.REORIENTE, "vers un troisième partenaire"),
    Transition(S.NON_PRESENTE, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "venue plus tard"),
    Transition(S.SANS_NOUVELLES_CLOS, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "venue plus tard"),
    Transition(S.PRIS_EN_CHARGE, A.CONFIRMER_SUIVI, S.SUIVI_CONFIRME, "le relais est continu"),
    Transition(S.PRIS_EN_CHARGE, A.ARRETER_SUIVI, S.SUIVI_ARRETE, "effectif, sans continuité"),
    Transition(S.PRIS_EN_CHARGE, A.IGNORER_SUIVI, S.PRIS_EN_CHARGE, "continuité inconnue"),
    Transition(S.PRIS_EN_CHARGE, A.CLORE, S.PRIS_EN_CHARGE, "effectif, continuité jamais connue"),
)

OPEN: Final = frozenset(
    {S.TRANSMIS, S.RDV_FIXE, S.PRIS_EN_CHARGE, S.PAS_DE_NOUVELLES, S.REORIENTE}
)
EFFECTIFS: Final = frozenset({S.PRIS_EN_CHARGE, S.SUIVI_CONFIRME, S.SUIVI_ARRETE})
"""Really taken up (000 l.140); a relais closed without news never is."""

SILENCES: Final = frozenset({A.RESTER_SANS_NOUVELLES, A.IGNORER_SUIVI})

# A partner says that the person came, and nothing else (PAR-2); the clock only gives up.
ACTEURS: Final[dict[Acteur, frozenset[Acte]]] = {
    Acteur.MEDIATEUR: frozenset(Acte) - {A.CLORE},
    Acteur.PARTENAIRE: frozenset({A.PRENDRE_EN_CHARGE}),
    Acteur.HORLOGE: frozenset({A.CLORE}),
}

_EDGES: Final = {(edge.depuis, edge.acte): edge.vers for edge in TRANSITIONS}
_CIBLES: Final = {(edge.acte, edge.vers) for edge in TRANSITIONS}


def apply(statut: Statut, acte: Acte) -> Statut:
    """The state after `acte`; raises DejaFait for a repeat, TransitionRefusee otherwise."""
    if (statut, acte) in _EDGES:
        return _EDGES[statut, acte]
    raise (DejaFait if (acte, statut) in _CIBLES else TransitionRefusee)(statut, acte)


def permis(acteur: Acteur, acte: Acte) -> bool:
    """Whether this kind of person (or the clock) may do this deed at all."""
    return acte in ACTEURS[acteur]


def possibles(statut: Statut, acteur: Acteur) -> tuple[Acte, ...]:
    """Deeds to offer `acteur` as buttons, in the order of the table."""
    return tuple(e.acte for e in TRANSITIONS if e.depuis is statut and permis(acteur, e.acte))


def next_check(
    statut: Statut, acte: Acte | None, rythme: Rythme, now: datetime
) -> datetime | None:
    """When to ask again once `acte` led to `statut`; None when nothing is left to ask."""
    if statut not in OPEN or acte is Acte.CLORE:
        return None
    taken_up = acte is Acte.PRENDRE_EN_CHARGE
    return in_days(rythme.continuite_jours if taken_up else rythme.verifier_jours, now)


def in_days(days: int, now: datetime) -> datetime:
    """The first instant (UTC) of the day in Paris that comes `days` after today."""
    day = paris(now).date() + timedelta(days=days)
    return datetime.combine(day, time(0), PARIS).astimezone(UTC)
