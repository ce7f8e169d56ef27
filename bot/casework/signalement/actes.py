"""The life of a signalement: sent once, then one door for every deed, whoever does it."""

from __future__ import annotations

from datetime import datetime

from bot.casework.demande import actes as demandes
from bot.casework.libelles import service_of
from bot.casework.signalement import consequences as suites
from bot.casework.signalement import envoi
from bot.casework.signalement.en_main import EnMain
from bot.domain.vies.signalement import VIE_SIGNALEMENT, ActeSignalement, StatutSignalement
from bot.domain.vies.vie import Acteur, DejaFait
from storage import signalements
from storage.machine.db import Tx
from storage.models import Signalement, SignalementActe
from storage.work import Work

CLOS = {StatutSignalement.VERIFIE, StatutSignalement.ANNULE, StatutSignalement.DOUBLON}
RECUS = {
    StatutSignalement.RECU,
    StatutSignalement.PRIS_EN_CHARGE,
    StatutSignalement.TRAITE_ANNONCE,
}


def emit(work: Work, signalement: Signalement) -> tuple[str, ...]:
    """Write the first acte of a new row and alert its services; the labels of who will read it.

    `signalement` is complete (number, instants, statut « emis ») and its photo row, if any, is
    already there. A service that is not among the routed ones was chosen by hand, and wins.
    """
    work.tx.add(signalement)
    work.tx.flush()
    en_main = EnMain.of(work, signalement)
    _append(en_main, "emettre", "", f"mediateur:{signalement.auteur_id}", "")
    routed = work.programme.config.route(
        signalement.categorie, site=work.programme.site_slugs[signalement.site_id]
    )
    services = routed if signalement.service in routed else (signalement.service,)
    return envoi.send(en_main, services, "envoi")


def act(
    work: Work,
    signalement_id: int,
    acte: ActeSignalement,
    *,
    par: str,
    role: Acteur,
    motif: str = "",
    source: str,
    vers: str | None = None,
    pressed: tuple[str, str] = ("", ""),
) -> Signalement:
    """Do one deed and queue all that follows from it, in the caller's transaction.

    par: « service:sv-eclairage:email », « mediateur:12 », « coordination:3 » or « horloge ».
    source: unique per tap or form, so that its consequences are told once.
    vers: slug of the service that should have it, when the deed is `reorienter`.
    pressed: address of the group where a button was pressed, and the name its presser shows there.
    Raises DejaFait or TransitionRefusee, before anything is written; PermissionError for a role
    that never does this deed.
    """
    if not VIE_SIGNALEMENT.permitted(role, acte):
        raise PermissionError(f"{role} does not do {acte}")
    signalement = signalements.lock(work.tx, signalement_id)
    before = StatutSignalement(signalement.statut)
    after = _after(work.tx, signalement, acte, par)
    en_main = EnMain.of(work, signalement)
    _append(en_main, acte, before, par, motif, vers=after)
    _date(signalement, after, work.now)
    suites.follow(en_main, acte, suites.GesteSignalement(par, source, vers, pressed))
    if acte is ActeSignalement.ANNULER:
        demandes.reopen(
            work,
            en_main.reference,
        )
    return signalement


def see_again(work: Work, signalement_id: int, *, par: str, source: str) -> Signalement:
    """A mediator sees the same defect again: one more line in its history, on every card.

    One that was announced as mended is « toujours là », and its service alerted again.
    """
    signalement = signalements.lock(work.tx, signalement_id)
    statut = StatutSignalement(signalement.statut)
    if statut is StatutSignalement.TRAITE_ANNONCE:
        return act(
            work,
            signalement_id,
            ActeSignalement.VERIFIER_TOUJOURS_LA,
            par=par,
            role=Acteur.MEDIATEUR,
            source=source,
        )
    en_main = EnMain.of(work, signalement)
    _append(en_main, "revoir", statut, par, "", vers=statut)
    suites.redraw(en_main)
    return signalement


def _after(tx: Tx, signalement: Signalement, acte: ActeSignalement, par: str) -> StatutSignalement:
    """The next state. A second service may hand on in its turn what was handed to it."""
    try:
        return VIE_SIGNALEMENT.apply(StatutSignalement(signalement.statut), acte)
    except DejaFait:
        last = signalements.last_acte(tx, signalement.id, acte)
        same = last is not None and service_of(last.par) == service_of(par)
        if acte is not ActeSignalement.REORIENTER or same:
            raise
        return StatutSignalement.REORIENTE


def _append(
    en_main: EnMain,
    acte: str,
    de: str,
    par: str,
    motif: str,
    vers: StatutSignalement = StatutSignalement.EMIS,
) -> None:
    en_main.signalement.statut = vers
    en_main.tx.add(
        SignalementActe(
            signalement_id=en_main.signalement.id,
            le=en_main.now,
            acte=acte,
            de=de,
            vers=vers,
            par=par,
            motif=motif,
        )
    )
    en_main.tx.flush()


def _date(signalement: Signalement, statut: StatutSignalement, now: datetime) -> None:
    """The instants that figures are read from; a repair that did not hold is not one."""
    if statut in RECUS and signalement.recu_le is None:
        signalement.recu_le = now
    if statut is StatutSignalement.TRAITE_ANNONCE:
        signalement.traite_le = now
    if statut is StatutSignalement.TOUJOURS_LA:
        signalement.traite_le = None
    if statut in CLOS:
        signalement.clos_le = now
