"""Buttons under an alert in a service's group."""

from __future__ import annotations

from bot.casework.libelles import ETATS, par_service, quand
from bot.casework.signalement import actes as casework
from bot.casework.signalement.alerte import ACTES, REPONSES
from bot.casework.signalement.consequences import DeedSignalement
from bot.casework.signalement.contenu import reference
from bot.delivery.channels import to_chat
from bot.domain.vies.signalement import ActeSignalement, StatutSignalement
from bot.domain.vies.vie import Acteur, DejaFait, TransitionRefusee
from bot.feature.contract import Context, Reply, Tap
from bot.rendering import render_line
from storage import signalements
from storage.models import Alerte, Signalement

RESERVED = "Ces boutons sont réservés au groupe du service qui a reçu l'alerte."
PASSED_ON = "{{ v }} a été confié à un autre service."
NOTED = "C'est noté : {{ fait }}."
ALREADY = "Déjà fait le {{ quand }}."
TOO_LATE = "{{ v }} : {{ etat }}. Ce bouton n'y change plus rien."


def answer(context: Context, tap: Tap) -> Reply:
    """Do the deed for the whole service; the card itself is redrawn by what follows from it."""
    alerte = signalements.alerte(context.tx, tap.object_id)
    acte = ACTES.get(tap.argument)
    if alerte is None or acte is None or not _is_theirs(alerte, tap):
        return Reply(RESERVED)
    signalement = signalements.get(context.tx, alerte.signalement_id)
    if signalement is None or signalement.dispositif_id != context.programme.id:
        return Reply(RESERVED)
    if not signalements.counts(context.tx, alerte):
        return Reply(render_line(PASSED_ON, v=reference(signalement)))
    return _done(context, tap, alerte, signalement, acte)


def _is_theirs(alerte: Alerte, tap: Tap) -> bool:
    """Anybody can press a forwarded button: only members, in the alert's own group, may act."""
    return tap.member and alerte.destination == to_chat(tap.chat_id)


def _done(
    context: Context, tap: Tap, alerte: Alerte, signalement: Signalement, acte: ActeSignalement
) -> Reply:
    pressed = (alerte.adresse, tap.presser_name)
    par, role = par_service(alerte), Acteur.SERVICE
    deed = DeedSignalement(acte, par, role, context.source, pressed=pressed)
    try:
        casework.act(context, signalement.id, deed)
    except DejaFait:
        return Reply(_already(context, signalement, acte))
    except TransitionRefusee:
        state = ETATS[StatutSignalement(signalement.statut)].lower()
        return Reply(render_line(TOO_LATE, v=reference(signalement), etat=state))
    return Reply(render_line(NOTED, fait=REPONSES[acte].libelle.lower()))


def _already(context: Context, signalement: Signalement, acte: ActeSignalement) -> str:
    last = signalements.last_acte(context.tx, signalement.id, acte)
    return render_line(ALREADY, quand=quand(last.le if last else signalement.emis_le))
