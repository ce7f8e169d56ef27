"""Buttons under an alert in a service's group."""

from __future__ import annotations

from bot.casework.libelles import ETATS, par_service, quand
from bot.casework.signalement import actes as casework
from bot.casework.signalement import consequences, reprise
from bot.casework.signalement.alerte import (
    ACTES,
    AUTRE,
    CORRIGER,
    GARDER,
    REPONSE,
    REPONSES,
    VERS,
    motif_vers,
)
from bot.casework.signalement.consequences import DeedSignalement
from bot.casework.signalement.contenu import EnMain, reference
from bot.casework.signalement.reprise import Reprise
from bot.domain.droits import Droit
from bot.domain.vies.signalement import VIE_SIGNALEMENT, ActeSignalement, StatutSignalement
from bot.domain.vies.vie import Acteur, DejaFait, TransitionRefusee
from bot.feature import portee
from bot.feature.contract import Context, Reply, Tap
from bot.rendering import render_line
from storage import signalements
from storage.models import Alerte, Signalement

RESERVED = "Ces boutons sont réservés au groupe du service qui a reçu l'alerte."
PASSED_ON = "{{ v }} a été confié à un autre service."
NOTED = "C'est noté : {{ fait }}."
ALREADY = "Déjà fait le {{ quand }}."
TOO_LATE = "{{ v }} : {{ etat }}. Ce bouton n'y change plus rien."
TO_WHOM = "À quel service est-ce plutôt ?"
CORRECTED = "Votre réponse est annulée. Les médiateurs le savent."
NOT_CORRECTED = (
    "Cette réponse ne peut plus être corrigée ici : plus de 24 heures ont passé, "
    "ou la suite est déjà notée. Appelez la coordination."
)


def answer(context: Context, tap: Tap) -> Reply:
    """Do the deed for the whole service; the card itself is redrawn by what follows from it."""
    alerte = signalements.alerte(context.tx, tap.object_id)
    theirs = alerte is not None and _is_theirs(context, alerte, tap)
    if alerte is None or not theirs or not REPONSE.may_carry(tap.argument):
        return Reply(RESERVED)
    signalement = signalements.get(context.tx, alerte.signalement_id)
    if signalement is None:
        return Reply(RESERVED)
    if tap.argument == CORRIGER:
        return _corrected(context, tap, alerte, signalement)
    if not signalements.counts(context.tx, alerte):
        return Reply(render_line(PASSED_ON, v=reference(signalement)))
    if tap.argument in (AUTRE, GARDER):
        return _to_whom(context, tap, alerte, signalement)
    return _done(context, tap, alerte, signalement)


def _is_theirs(context: Context, alerte: Alerte, tap: Tap) -> bool:
    """Anybody can press a forwarded button: only members, in the alert's own group, may act."""
    return portee.reaches(context, Droit.REPONDRE_ALERTE, alerte, recu=portee.received(tap))


def _to_whom(context: Context, tap: Tap, alerte: Alerte, signalement: Signalement) -> Reply:
    """The card asks to whom it should go, or is itself again."""
    statut = StatutSignalement(signalement.statut)
    if ActeSignalement.REORIENTER not in VIE_SIGNALEMENT.possible(statut, Acteur.SERVICE):
        return _too_late(signalement)
    en_main = EnMain.of(context, signalement)
    if tap.argument == GARDER:
        consequences.show_again(en_main, alerte, context.source)
        return Reply("")
    consequences.ask_to_whom(en_main, alerte, context.source)
    return Reply(TO_WHOM)


def _done(context: Context, tap: Tap, alerte: Alerte, signalement: Signalement) -> Reply:
    deed = _deed(context, tap, alerte)
    try:
        casework.act(context, signalement.id, deed)
    except DejaFait:
        return Reply(_already(context, signalement, deed.acte))
    except TransitionRefusee:
        return _too_late(signalement)
    return Reply(render_line(NOTED, fait=REPONSES[deed.acte].libelle.lower()))


def _deed(context: Context, tap: Tap, alerte: Alerte) -> DeedSignalement:
    """An answer, or « pas de notre ressort » with the service that was picked, if one was."""
    config, vers = context.programme.config, tap.argument.removeprefix(VERS)
    handed_on = tap.argument.startswith(VERS)
    motif = motif_vers(config, alerte.service, vers) if handed_on else ""
    return DeedSignalement(
        ActeSignalement.REORIENTER if handed_on else ACTES[tap.argument],
        par_service(alerte),
        Acteur.SERVICE,
        context.source,
        motif=motif,
        vers=vers if motif else None,
        pressed=(alerte.adresse, tap.presser_name),
    )


def _corrected(context: Context, tap: Tap, alerte: Alerte, signalement: Signalement) -> Reply:
    """The service takes back its last answer, within a day."""
    line = reprise.correctable(EnMain.of(context, signalement), alerte.service)
    pressed = (alerte.adresse, tap.presser_name)
    if line is None:
        return Reply(NOT_CORRECTED)
    casework.take_back(context, line.id, Reprise(par_service(alerte), context.source, pressed))
    return Reply(CORRECTED)


def _too_late(signalement: Signalement) -> Reply:
    state = ETATS[StatutSignalement(signalement.statut)].lower()
    return Reply(render_line(TOO_LATE, v=reference(signalement), etat=state))


def _already(context: Context, signalement: Signalement, acte: ActeSignalement) -> str:
    last = signalements.last_acte(context.tx, signalement.id, acte)
    return render_line(ALREADY, quand=quand(last.le if last else signalement.emis_le))
