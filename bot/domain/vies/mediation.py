"""The life of a deferred mediation as one table; nothing is mediated without both consents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from bot.clock import PARIS, paris
from bot.domain.vies.refus import Refus

RAPPEL: Final = time(9, 30)
"""When the binôme is reminded of a step or a check, Paris time (requirements §3.4)."""


class Statut(StrEnum):
    OUVERT = "ouvert"
    EN_COURS = "en_cours"
    ACCORD = "accord"
    ACCORD_TENU = "accord_tenu"
    ACCORD_PARTIEL = "accord_partiel"
    ACCORD_ROMPU = "accord_rompu"
    REFUS = "refus"
    ABANDON = "abandon"


class Acte(StrEnum):
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


class TransitionRefusee(Refus):
    """This deed means nothing in this state."""

    objet = "le dossier"


class ConsentementManquant(TransitionRefusee):
    """The deed needs both parties' consent, and it is not recorded."""


@dataclass(frozen=True, slots=True)
class Transition:
    """`a_deux`: only once both parties agreed to a mediation (000 l.103)."""

    depuis: Statut
    acte: Acte
    vers: Statut
    raison: str
    a_deux: bool = False


S, A = Statut, Acte

TRANSITIONS: Final = (
    Transition(
        S.OUVERT, A.PREPARER, S.OUVERT, "une partie est rencontrée avant l'accord des deux"
    ),
    Transition(S.OUVERT, A.MEDIER, S.EN_COURS, "la médiation commence", a_deux=True),
    Transition(S.OUVERT, A.CONCLURE, S.ACCORD, "accord dès la première séance", a_deux=True),
    Transition(S.OUVERT, A.REFUSER, S.REFUS, "une partie ne veut pas de médiation"),
    Transition(S.OUVERT, A.ABANDONNER, S.ABANDON, "plus personne ne demande"),
    Transition(S.EN_COURS, A.PREPARER, S.EN_COURS, "une partie, qui hésite, est revue seule"),
    Transition(S.EN_COURS, A.MEDIER, S.EN_COURS, "une séance de plus", a_deux=True),
    Transition(S.EN_COURS, A.CONCLURE, S.ACCORD, "les parties s'accordent", a_deux=True),
    Transition(S.EN_COURS, A.REFUSER, S.REFUS, "une partie se retire"),
    Transition(S.EN_COURS, A.ABANDONNER, S.ABANDON, "la médiation s'arrête sans accord"),
    Transition(S.ACCORD, A.VERIFIER_TENU, S.ACCORD_TENU, "première vérification"),
    Transition(S.ACCORD, A.VERIFIER_PARTIEL, S.ACCORD_PARTIEL, "première vérification"),
    Transition(S.ACCORD, A.VERIFIER_ROMPU, S.ACCORD_ROMPU, "première vérification"),
    Transition(S.ACCORD_TENU, A.VERIFIER_TENU, S.ACCORD_TENU, "il tient dans la durée"),
    Transition(S.ACCORD_TENU, A.VERIFIER_PARTIEL, S.ACCORD_PARTIEL, "il tient moins bien"),
    Transition(S.ACCORD_TENU, A.VERIFIER_ROMPU, S.ACCORD_ROMPU, "il n'a pas duré"),
    Transition(S.ACCORD_PARTIEL, A.VERIFIER_TENU, S.ACCORD_TENU, "il tient mieux"),
    Transition(S.ACCORD_PARTIEL, A.VERIFIER_PARTIEL, S.ACCORD_PARTIEL, "il tient à moitié"),
    Transition(S.ACCORD_PARTIEL, A.VERIFIER_ROMPU, S.ACCORD_ROMPU, "il n'a pas duré"),
    Transition(S.ACCORD_PARTIEL, A.REPRENDRE, S.EN_COURS, "les parties le revoient"),
    Transition(S.ACCORD_ROMPU, A.REPRENDRE, S.EN_COURS, "les parties se reparlent"),
    Transition(S.REFUS, A.REPRENDRE, S.OUVERT, "la partie qui refusait revient"),
    Transition(S.ABANDON, A.REPRENDRE, S.OUVERT, "les parties reviennent"),
)

EN_CHANTIER: Final = frozenset({S.OUVERT, S.EN_COURS})
"""Where a séance may be noted."""
SANS_ACCORD: Final = frozenset({S.REFUS, S.ABANDON})

_EDGES: Final = {(edge.depuis, edge.acte): edge for edge in TRANSITIONS}


def apply(statut: Statut, acte: Acte, consentement: Consentement) -> Statut:
    """The state after `acte`; raises ConsentementManquant or TransitionRefusee."""
    edge = _EDGES.get((statut, acte))
    if edge is None:
        raise TransitionRefusee(statut, acte)
    if edge.a_deux and consentement is not Consentement.OUI:
        raise ConsentementManquant(statut, acte)
    return edge.vers


def possibles(statut: Statut, consentement: Consentement) -> tuple[Acte, ...]:
    """Deeds that the table allows now, in its order."""
    return tuple(
        edge.acte
        for edge in TRANSITIONS
        if edge.depuis is statut and (not edge.a_deux or consentement is Consentement.OUI)
    )


def acte_of(avec: Avec, resultat: Resultat, consentement: Consentement) -> Acte:
    """What a séance does to its dossier.

    One party seen alone before both agreed only prepares; anything else is mediation.
    """
    if resultat is Resultat.ACCORD:
        return Acte.CONCLURE
    if resultat is Resultat.ABANDON:
        return Acte.ABANDONNER
    alone = avec is not Avec.ENSEMBLE
    return Acte.PREPARER if alone and consentement is not Consentement.OUI else Acte.MEDIER


class Public(StrEnum):
    """All that whoever asked for a mediation may know of it, besides dates (BAI-4)."""

    OUVERTE = "ouverte"
    EN_COURS = "en cours"
    ACCORD = "accord"
    SANS_ACCORD = "sans accord"


ISSUES: Final = frozenset({Public.ACCORD, Public.SANS_ACCORD})


@dataclass(frozen=True, slots=True)
class EtatPublic:
    """One mediation as its requester sees it; `issue_le` is the day of its accord, or its end."""

    reference: str
    etat: Public
    ouverte_le: datetime
    issue_le: datetime | None


def public(statut: Statut) -> Public:
    """An accord that did not last was reached all the same: the rest is the parties' own."""
    if statut is Statut.OUVERT:
        return Public.OUVERTE
    if statut is Statut.EN_COURS:
        return Public.EN_COURS
    return Public.SANS_ACCORD if statut in SANS_ACCORD else Public.ACCORD


def is_news(avant: Statut, apres: Statut) -> bool:
    """Whether a requester is told: how it ended, or that it is taken up again."""
    before, after = public(avant), public(apres)
    return before is not after and bool({before, after} & ISSUES)


def rappel_le(now: datetime, jours: int) -> datetime:
    """09:30 in Paris, `jours` days after the day of `now`."""
    return _at_half_past_nine(paris(now).date() + timedelta(days=jours))


def _at_half_past_nine(jour: date) -> datetime:
    return datetime.combine(jour, RAPPEL, PARIS)
