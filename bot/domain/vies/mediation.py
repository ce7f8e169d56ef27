"""The life of a deferred mediation as one table; nothing is mediated without both consents."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from bot.clock import PARIS, paris
from bot.domain.vies.vie import Arete, TransitionRefusee, Vie

RAPPEL: Final = time(9, 30)
"""When the binôme is reminded of a step or a check, Paris time (requirements §3.4)."""


class StatutMediation(StrEnum):
    OUVERT = "ouvert"
    EN_COURS = "en_cours"
    ACCORD = "accord"
    ACCORD_TENU = "accord_tenu"
    ACCORD_PARTIEL = "accord_partiel"
    ACCORD_ROMPU = "accord_rompu"
    REFUS = "refus"
    ABANDON = "abandon"


class ActeMediation(StrEnum):
    PREPARER = "preparer"
    MEDIER = "medier"
    CONCLURE = "conclure"
    ABANDONNER = "abandonner"
    REFUSER = "refuser"
    VERIFIER_TENU = "verifier_tenu"
    VERIFIER_PARTIEL = "verifier_partiel"
    VERIFIER_ROMPU = "verifier_rompu"
    REPRENDRE = "reprendre"


class Consentement(StrEnum):
    """Who agreed to a mediation: « un processus volontaire » (000 l.103)."""

    OUI = "oui"
    PAS_ENCORE = "pas_encore"
    UNE_PARTIE = "une_partie"


class Avec(StrEnum):
    """Who is met at a séance: one party alone (navette) or both (table ronde), 001 l.86."""

    PARTIE_A = "a"
    PARTIE_B = "b"
    ENSEMBLE = "ensemble"


class Resultat(StrEnum):
    """What a séance came to."""

    AVANCE = "avance"
    BLOQUE = "bloque"
    ACCORD = "accord"
    ABANDON = "abandon"


class ConsentementManquant(TransitionRefusee):
    """The deed needs both parties' consent, and it is not recorded."""


class PartieManquante(TransitionRefusee):
    """An accord is between two: one of the parties was never met."""


class TropTot(TransitionRefusee):
    """Whether an accord is kept is not known before the day of its check."""


S, A = StatutMediation, ActeMediation

# Nothing is mediated before both parties agreed to it (000 l.103).
ARETES: Final = (
    Arete(S.OUVERT, A.PREPARER, S.OUVERT, "une partie est rencontrée avant l'accord des deux"),
    Arete(S.OUVERT, A.MEDIER, S.EN_COURS, "la médiation commence", si=Consentement.OUI),
    Arete(S.OUVERT, A.CONCLURE, S.ACCORD, "accord dès la première séance", si=Consentement.OUI),
    Arete(S.OUVERT, A.REFUSER, S.REFUS, "une partie ne veut pas de médiation"),
    Arete(S.OUVERT, A.ABANDONNER, S.ABANDON, "plus personne ne demande"),
    Arete(S.EN_COURS, A.PREPARER, S.EN_COURS, "une partie, qui hésite, est revue seule"),
    Arete(S.EN_COURS, A.MEDIER, S.EN_COURS, "une séance de plus", si=Consentement.OUI),
    Arete(S.EN_COURS, A.CONCLURE, S.ACCORD, "les parties s'accordent", si=Consentement.OUI),
    Arete(S.EN_COURS, A.REFUSER, S.REFUS, "une partie se retire"),
    Arete(S.EN_COURS, A.ABANDONNER, S.ABANDON, "la médiation s'arrête sans accord"),
    Arete(S.ACCORD, A.VERIFIER_TENU, S.ACCORD_TENU, "première vérification"),
    Arete(S.ACCORD, A.VERIFIER_PARTIEL, S.ACCORD_PARTIEL, "première vérification"),
    Arete(S.ACCORD, A.VERIFIER_ROMPU, S.ACCORD_ROMPU, "première vérification"),
    Arete(S.ACCORD_TENU, A.VERIFIER_TENU, S.ACCORD_TENU, "il tient dans la durée"),
    Arete(S.ACCORD_TENU, A.VERIFIER_PARTIEL, S.ACCORD_PARTIEL, "il tient moins bien"),
    Arete(S.ACCORD_TENU, A.VERIFIER_ROMPU, S.ACCORD_ROMPU, "il n'a pas duré"),
    Arete(S.ACCORD_PARTIEL, A.VERIFIER_TENU, S.ACCORD_TENU, "il tient mieux"),
    Arete(S.ACCORD_PARTIEL, A.VERIFIER_PARTIEL, S.ACCORD_PARTIEL, "il tient à moitié"),
    Arete(S.ACCORD_PARTIEL, A.VERIFIER_ROMPU, S.ACCORD_ROMPU, "il n'a pas duré"),
    Arete(S.ACCORD_PARTIEL, A.REPRENDRE, S.EN_COURS, "les parties le revoient"),
    Arete(S.ACCORD_ROMPU, A.REPRENDRE, S.EN_COURS, "les parties se reparlent"),
    Arete(S.REFUS, A.REPRENDRE, S.OUVERT, "la partie qui refusait revient"),
    Arete(S.ABANDON, A.REPRENDRE, S.OUVERT, "les parties reviennent"),
)

RETOURS: Final = {
    A.PREPARER: "la rencontre n'a pas eu lieu",
    A.MEDIER: "la séance n'a pas eu lieu, ou pas ainsi",
    A.CONCLURE: "aucun accord n'a été trouvé",
    A.ABANDONNER: "la médiation continue",
    A.REFUSER: "aucune partie n'a refusé",
    A.VERIFIER_TENU: "ce n'était pas la bonne réponse",
    A.VERIFIER_PARTIEL: "ce n'était pas la bonne réponse",
    A.VERIFIER_ROMPU: "l'accord n'est pas rompu",
    A.REPRENDRE: "les parties n'y reviennent pas",
}
"""Why each step may be taken back."""

VIE_MEDIATION: Final = Vie(
    "le dossier", S.OUVERT, ARETES, manque=ConsentementManquant, retours=RETOURS
)

EN_CHANTIER: Final = frozenset({S.OUVERT, S.EN_COURS})
"""Where a séance may be noted."""
SANS_ACCORD: Final = frozenset({S.REFUS, S.ABANDON})


def acte_of(avec: Avec, resultat: Resultat, consentement: Consentement) -> ActeMediation:
    """What a séance does to its dossier.

    One party seen alone before both agreed only prepares; anything else is mediation.
    """
    if resultat is Resultat.ACCORD:
        return A.CONCLURE
    if resultat is Resultat.ABANDON:
        return A.ABANDONNER
    alone = avec is not Avec.ENSEMBLE
    return A.PREPARER if alone and consentement is not Consentement.OUI else A.MEDIER


def acte_done(resultat: Resultat, apres: StatutMediation) -> ActeMediation:
    """What a séance did to its dossier, which is `apres` since; the consent may have changed."""
    ended = {Resultat.ACCORD: A.CONCLURE, Resultat.ABANDON: A.ABANDONNER}
    goes_on = A.MEDIER if apres is S.EN_COURS else A.PREPARER
    return ended.get(resultat, goes_on)


def both_met(met: Collection[Avec]) -> bool:
    """Whether these séances saw both parties, together or one after the other."""
    return Avec.ENSEMBLE in met or {Avec.PARTIE_A, Avec.PARTIE_B} <= set(met)


class EtatConnu(StrEnum):
    """All that whoever asked for a mediation may know of it, besides dates (BAI-4)."""

    OUVERTE = "ouverte"
    EN_COURS = "en cours"
    ACCORD = "accord"
    SANS_ACCORD = "sans accord"


ISSUES: Final = frozenset({EtatConnu.ACCORD, EtatConnu.SANS_ACCORD})


@dataclass(frozen=True, slots=True)
class MediationConnue:
    """One mediation as its requester sees it; `issue_le` is the day of its accord, or its end."""

    reference: str
    etat: EtatConnu
    ouverte_le: datetime
    issue_le: datetime | None


def etat_connu(statut: StatutMediation) -> EtatConnu:
    """An accord that did not last was reached all the same: the rest is the parties' own."""
    if statut is StatutMediation.OUVERT:
        return EtatConnu.OUVERTE
    if statut is StatutMediation.EN_COURS:
        return EtatConnu.EN_COURS
    return EtatConnu.SANS_ACCORD if statut in SANS_ACCORD else EtatConnu.ACCORD


def is_news(avant: StatutMediation, apres: StatutMediation) -> bool:
    """Whether a requester is told: it began, it ended, or it is taken up again (BAI-4)."""
    return etat_connu(avant) is not etat_connu(apres)


def rappel_le(now: datetime, jours: int) -> datetime:
    """09:30 in Paris, `jours` days after the day of `now`."""
    return _at_half_past_nine(paris(now).date() + timedelta(days=jours))


def _at_half_past_nine(jour: date) -> datetime:
    return datetime.combine(jour, RAPPEL, PARIS)
