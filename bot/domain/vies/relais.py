"""The life of a relais as one table: every state, every deed, every edge with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from bot.clock import PARIS, paris
from bot.domain.vies.vie import Acteur, Arete, Vie


class StatutRelais(StrEnum):
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


class ActeRelais(StrEnum):
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


@dataclass(frozen=True, slots=True)
class Rythme:
    """Days before the first check and between two, before « toujours suivi ? »; silences borne."""

    verifier_jours: int
    continuite_jours: int
    silences_max: int


S, A = StatutRelais, ActeRelais

# A partner says that the person came, comes on some day, or did not, and nothing else (PAR-2);
# the clock only gives up.
PERMIS: Final = {
    Acteur.MEDIATEUR: frozenset(A) - {A.CLORE},
    Acteur.PARTENAIRE: frozenset({A.PRENDRE_EN_CHARGE, A.FIXER_RDV, A.NE_PAS_SE_PRESENTER}),
    Acteur.HORLOGE: frozenset({A.CLORE}),
}

ARETES: Final = (
    Arete(S.TRANSMIS, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "le relais est effectif"),
    Arete(S.TRANSMIS, A.FIXER_RDV, S.RDV_FIXE, "un rendez-vous est pris"),
    Arete(S.TRANSMIS, A.RESTER_SANS_NOUVELLES, S.PAS_DE_NOUVELLES, "personne ne sait"),
    Arete(S.TRANSMIS, A.NE_PAS_SE_PRESENTER, S.NON_PRESENTE, "la personne n'y est pas allée"),
    Arete(S.TRANSMIS, A.RENONCER, S.NE_SOUHAITE_PLUS, "libre consentement"),
    Arete(S.TRANSMIS, A.REFUSER, S.HORS_CRITERES, "le partenaire ne peut pas"),
    Arete(S.TRANSMIS, A.REORIENTER, S.REORIENTE, "vers un autre partenaire"),
    Arete(S.RDV_FIXE, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "venue au rendez-vous"),
    Arete(S.RDV_FIXE, A.FIXER_RDV, S.RDV_FIXE, "un autre rendez-vous"),
    Arete(S.RDV_FIXE, A.RESTER_SANS_NOUVELLES, S.PAS_DE_NOUVELLES, "personne ne sait"),
    Arete(S.RDV_FIXE, A.NE_PAS_SE_PRESENTER, S.NON_PRESENTE, "rendez-vous manqué"),
    Arete(S.RDV_FIXE, A.RENONCER, S.NE_SOUHAITE_PLUS, "libre consentement"),
    Arete(S.RDV_FIXE, A.REFUSER, S.HORS_CRITERES, "au rendez-vous, hors critères"),
    Arete(S.RDV_FIXE, A.REORIENTER, S.REORIENTE, "vers un autre partenaire"),
    Arete(S.PAS_DE_NOUVELLES, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "des nouvelles enfin"),
    Arete(S.PAS_DE_NOUVELLES, A.FIXER_RDV, S.RDV_FIXE, "un rendez-vous est pris"),
    Arete(S.PAS_DE_NOUVELLES, A.RESTER_SANS_NOUVELLES, S.PAS_DE_NOUVELLES, "toujours personne"),
    Arete(S.PAS_DE_NOUVELLES, A.NE_PAS_SE_PRESENTER, S.NON_PRESENTE, "on l'apprend"),
    Arete(S.PAS_DE_NOUVELLES, A.RENONCER, S.NE_SOUHAITE_PLUS, "libre consentement"),
    Arete(S.PAS_DE_NOUVELLES, A.REFUSER, S.HORS_CRITERES, "le partenaire ne peut pas"),
    Arete(S.PAS_DE_NOUVELLES, A.REORIENTER, S.REORIENTE, "vers un autre partenaire"),
    Arete(S.PAS_DE_NOUVELLES, A.CLORE, S.SANS_NOUVELLES_CLOS, "trop de silences"),
    Arete(S.REORIENTE, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "chez le nouveau partenaire"),
    Arete(S.REORIENTE, A.FIXER_RDV, S.RDV_FIXE, "rendez-vous chez le nouveau partenaire"),
    Arete(S.REORIENTE, A.RESTER_SANS_NOUVELLES, S.PAS_DE_NOUVELLES, "personne ne sait"),
    Arete(S.REORIENTE, A.NE_PAS_SE_PRESENTER, S.NON_PRESENTE, "n'est pas allée au second"),
    Arete(S.REORIENTE, A.RENONCER, S.NE_SOUHAITE_PLUS, "libre consentement"),
    Arete(S.REORIENTE, A.REFUSER, S.HORS_CRITERES, "le second ne peut pas non plus"),
    Arete(S.REORIENTE, A.REORIENTER, S.REORIENTE, "vers un troisième partenaire"),
    Arete(S.NON_PRESENTE, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "venue plus tard"),
    Arete(S.SANS_NOUVELLES_CLOS, A.PRENDRE_EN_CHARGE, S.PRIS_EN_CHARGE, "venue plus tard"),
    Arete(S.PRIS_EN_CHARGE, A.CONFIRMER_SUIVI, S.SUIVI_CONFIRME, "le relais est continu"),
    Arete(S.PRIS_EN_CHARGE, A.ARRETER_SUIVI, S.SUIVI_ARRETE, "effectif, sans continuité"),
    Arete(S.PRIS_EN_CHARGE, A.IGNORER_SUIVI, S.PRIS_EN_CHARGE, "continuité inconnue"),
    Arete(S.PRIS_EN_CHARGE, A.CLORE, S.PRIS_EN_CHARGE, "effectif, continuité jamais connue"),
)

RETOURS: Final = {
    A.PRENDRE_EN_CHARGE: "la personne n'est pas venue, on s'était trompé",
    A.FIXER_RDV: "aucun rendez-vous n'est pris",
    A.RESTER_SANS_NOUVELLES: "il y a des nouvelles",
    A.NE_PAS_SE_PRESENTER: "la personne y est allée, ou peut encore y aller",
    A.RENONCER: "la personne souhaite toujours être aidée",
    A.REFUSER: "le partenaire n'a pas refusé",
    A.REORIENTER: "la personne reste chez le premier partenaire",
    A.CONFIRMER_SUIVI: "la suite n'est pas connue",
    A.ARRETER_SUIVI: "le suivi n'est pas arrêté",
    A.IGNORER_SUIVI: "on sait ce qu'il en est",
    A.CLORE: "le dernier silence n'en était pas un",
}
"""Why each answer may be taken back: a thumb slips, and the next one finds the person again."""

VIE_RELAIS: Final = Vie("le relais", S.TRANSMIS, ARETES, PERMIS, retours=RETOURS)

OPEN: Final = frozenset(
    {S.TRANSMIS, S.RDV_FIXE, S.PRIS_EN_CHARGE, S.PAS_DE_NOUVELLES, S.REORIENTE}
)
EFFECTIFS: Final = frozenset({S.PRIS_EN_CHARGE, S.SUIVI_CONFIRME, S.SUIVI_ARRETE})
"""Really taken up (000 l.140); a relais closed without news never is."""

CORRIGEABLE: Final = timedelta(hours=24)
"""How long a partner may correct what it answered (proposed)."""

SILENCES: Final = frozenset({A.RESTER_SANS_NOUVELLES, A.IGNORER_SUIVI})


def next_check(
    statut: StatutRelais, acte: ActeRelais | None, rythme: Rythme, now: datetime
) -> datetime | None:
    """When to ask again once `acte` led to `statut`; None when nothing is left to ask."""
    if statut not in OPEN or acte is ActeRelais.CLORE:
        return None
    taken_up = acte is ActeRelais.PRENDRE_EN_CHARGE
    return in_days(rythme.continuite_jours if taken_up else rythme.verifier_jours, now)


def in_days(days: int, now: datetime) -> datetime:
    """The first instant (UTC) of the day in Paris that comes `days` after today."""
    day = paris(now).date() + timedelta(days=days)
    return datetime.combine(day, time(0), PARIS).astimezone(UTC)


def day_after(day: date) -> datetime:
    """The first instant (UTC) of the day in Paris that follows an appointment."""
    return datetime.combine(day + timedelta(days=1), time(0), PARIS).astimezone(UTC)
