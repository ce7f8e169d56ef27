"""Buttons under an alert in a service's group."""

from __future__ import annotations

from functools import partial

from bot.casework.libelles import etat_dit, par_service
from bot.casework.signalement import actes as casework
from bot.casework.signalement import cartes, reponses, reprise
from bot.casework.signalement.alerte import (
    ACTES,
    AUTRE,
    CORRIGER,
    GARDER,
    POURQUOI,
    REFUS,
    REPONSE,
    VERS,
    motif_vers,
    offered,
    to_whom,
    why,
)
from bot.casework.signalement.contenu import EnMain, reference
from bot.casework.signalement.deed import DeedSignalement
from bot.casework.signalement.refus import raison, raisons
from bot.casework.signalement.reprise import Reprise
from bot.domain.droits import Droit
from bot.domain.refus import DOUBLON
from bot.domain.vies.signalement import CLOS, ActeSignalement
from bot.domain.vies.vie import Acteur
from bot.feature import portee
from bot.feature.contract import Context, Reply, Tap
from bot.rendering import render_line
from storage import signalements
from storage.models import Alerte, Signalement

RESERVED = "Ces boutons sont réservés au groupe du service qui a reçu l'alerte."
TOO_LATE = "{{ v }} : {{ etat }}. Ce bouton n'y change plus rien."
NOT_NAMED = "Ce choix n'est plus possible : appuyez sur ⬅️ Retour, puis choisissez de nouveau."
WHY = "Pourquoi ? Les médiateurs le diront aux habitants."
TO_WHOM = "À quel service est-ce plutôt ?"
CORRECTED = "Votre réponse est annulée. Les médiateurs le savent."
NOT_CORRECTED = (
    "Cette réponse ne peut plus être corrigée ici : plus de 24 heures ont passé, "
    "ou la suite est déjà notée. Appelez la coordination."
)


BEGINS = {
    VERS: ActeSignalement.REORIENTER,
    f"{POURQUOI}{DOUBLON}": ActeSignalement.MARQUER_DOUBLON,
    POURQUOI: ActeSignalement.REFUSER,
    **ACTES,
}
"""Which deed a word is, by how it begins."""


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
    if signalement.statut in CLOS:
        return Reply(_closed(signalement, tap.argument))
    if refused := reponses.passed_on(context, signalement, alerte):
        return Reply(refused)
    if tap.argument in (AUTRE, REFUS, GARDER):
        return _asked(context, tap, alerte, signalement)
    return _done(context, tap, alerte, signalement)


def _is_theirs(context: Context, alerte: Alerte, tap: Tap) -> bool:
    """Anybody can press a forwarded button: only members, in the alert's own group, may act."""
    return portee.reaches(context, Droit.REPONDRE_ALERTE, alerte, recu=portee.received(tap))


def _asked(context: Context, tap: Tap, alerte: Alerte, signalement: Signalement) -> Reply:
    """The card asks to whom it should go, or why it is refused; or is itself again."""
    en_main = EnMain.of(context, signalement)
    if ActeSignalement.REORIENTER not in offered(en_main.contenu(), alerte.service):
        return Reply(_closed(signalement, tap.argument))
    if tap.argument == GARDER:
        cartes.show_again(en_main, alerte, context.source)
        return Reply("")
    if tap.argument == REFUS:
        cartes.ask(en_main, alerte, why(raisons(en_main), alerte), context.source)
        return Reply(WHY)
    cartes.ask(en_main, alerte, to_whom(context.programme.config, alerte), context.source)
    return Reply(TO_WHOM)


def _done(context: Context, tap: Tap, alerte: Alerte, signalement: Signalement) -> Reply:
    """The deed, unless what it names may not be named any more."""
    deed = _deed(context, tap, alerte, signalement)
    if deed is None:
        return Reply(NOT_NAMED)
    return Reply(reponses.done(context, alerte, signalement, deed))


def _deed(
    context: Context, tap: Tap, alerte: Alerte, signalement: Signalement
) -> DeedSignalement | None:
    """An answer, with the service or the reason picked; None when it may be picked no more."""
    word, config = tap.argument, context.programme.config
    pressed = (alerte.adresse, tap.presser_name)
    plain = partial(
        DeedSignalement,
        par=par_service(alerte),
        role=Acteur.SERVICE,
        source=context.source,
        pressed=pressed,
    )
    if word.startswith(POURQUOI):
        given = raison(EnMain.of(context, signalement), word.removeprefix(POURQUOI))
        return plain(**given.changes()) if given else None
    if not word.startswith(VERS):
        return plain(ACTES[word])
    motif = motif_vers(config, alerte.service, vers := word.removeprefix(VERS))
    if vers and not motif:
        return None
    return plain(ActeSignalement.REORIENTER, motif=motif, vers=vers or None)


def _corrected(context: Context, tap: Tap, alerte: Alerte, signalement: Signalement) -> Reply:
    """The service takes back its last answer, within a day."""
    line = reprise.correctable(EnMain.of(context, signalement), alerte.service)
    pressed = (alerte.adresse, tap.presser_name)
    if line is None:
        return Reply(NOT_CORRECTED)
    casework.take_back(context, line.id, Reprise(par_service(alerte), context.source, pressed))
    return Reply(CORRECTED)


def _closed(signalement: Signalement, word: str) -> str:
    """Nothing is answered any more to what is over: what was pressed is named beside its state."""
    acte = next((acte for begins, acte in BEGINS.items() if word.startswith(begins)), None)
    if acte is None:
        return render_line(TOO_LATE, v=reference(signalement), etat=etat_dit(signalement.statut))
    return reponses.impossible(signalement, signalement.statut, acte)
