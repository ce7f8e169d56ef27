"""One answer of a service to its alert, whatever thread it came by: done, or why not."""

from __future__ import annotations

from typing import Final

from bot.casework.libelles import etat_dit, quand
from bot.casework.signalement import actes
from bot.casework.signalement.alerte import REPONSES
from bot.casework.signalement.contenu import reference
from bot.casework.signalement.deed import DeedSignalement
from bot.domain.vies.signalement import CLOS
from bot.domain.vies.vie import DejaFait, TransitionRefusee
from bot.rendering import render_line
from storage import signalements
from storage.models import Alerte, Signalement
from storage.work import Work

PASSED_ON: Final = "{{ v }} a été confié à un autre service."
NOTED: Final = "C'est noté : {{ fait }}."
ALREADY: Final = "Déjà fait le {{ quand }}."
IMPOSSIBLE: Final = "{{ v }} : « {{ etat }} ». Cela ne peut plus devenir « {{ vise }} »."


def passed_on(work: Work, signalement: Signalement, alerte: Alerte) -> str:
    """What is said when what that copy's service answers counts no more; « » while it does."""
    if signalement.statut in CLOS or signalements.counts(work.tx, alerte):
        return ""
    return render_line(PASSED_ON, v=reference(signalement))


def done(work: Work, alerte: Alerte, signalement: Signalement, deed: DeedSignalement) -> str:
    """Do it; what its service reads of it."""
    try:
        actes.act(work, signalement.id, deed)
    except DejaFait:
        return _already(work, signalement, alerte)
    except TransitionRefusee as refused:
        return impossible(signalement, refused.statut, refused.vise or refused.acte)
    return render_line(NOTED, fait=_said(deed))


def impossible(signalement: Signalement, statut: str, vise: str) -> str:
    """Both states are named: where it stands, and what it cannot become any more."""
    v, etat = reference(signalement), etat_dit(statut)
    return render_line(IMPOSSIBLE, v=v, etat=etat, vise=etat_dit(vise))


def _said(deed: DeedSignalement) -> str:
    """« bien reçu », or why it is refused."""
    return deed.motif if deed.raison else REPONSES[deed.acte].libelle.lower()


def _already(work: Work, signalement: Signalement, alerte: Alerte) -> str:
    """When that very service said it."""
    stands = signalements.repondants(work.tx, signalement.id)
    said = next((one.depuis for one in stands if one.service == alerte.service), None)
    return render_line(ALREADY, quand=quand(said or signalement.emis_le))
