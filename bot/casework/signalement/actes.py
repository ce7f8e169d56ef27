"""The life of a signalement: sent once, then one door for every deed, whoever does it."""

from __future__ import annotations

from typing import Final

from bot.casework.demande import actes as demandes
from bot.casework.libelles import service_of
from bot.casework.signalement import (
    appels,
    deja,
    doublons,
    envoi,
    histoire,
    lieu_dit,
    partage,
    precisions,
    relances,
    reprise,
    retenue,
    routage,
    sortie,
)
from bot.casework.signalement import consequences as suites
from bot.casework.signalement.contenu import EnMain
from bot.casework.signalement.deed import DeedSignalement
from bot.casework.signalement.defaut import Defaut, Emis, Photos, Revu, written
from bot.casework.signalement.reprise import Reprise
from bot.domain.departs import REPENTIR
from bot.domain.vies.destinataire import REPONSES, VIE_DESTINATAIRE, ensemble
from bot.domain.vies.signalement import (
    CLOS,
    VIE_SIGNALEMENT,
    ActeSignalement,
    StatutSignalement,
)
from bot.domain.vies.vie import DEFAIRE, Acteur, TransitionRefusee
from bot.words import au_service, heure, jour
from storage import audit, avant, photos, signalements
from storage.conservation import oublis
from storage.libre import TexteVerifie
from storage.machine.db import Tx
from storage.models import Signalement, SignalementActe
from storage.photos import A_FLOUTER
from storage.work import Work

KEPT: Final = ("statut", "service", "recu_le", "traite_le", "clos_le")
"""What a deed changes of a signalement, and what taking it back gives back."""


def emit(work: Work, defaut: Defaut) -> Emis:
    """Number it, keep it with its photos, hand it to its services; all in this transaction."""
    config, en_main = work.programme.config, EnMain.of(work, written(work, defaut))
    danger = en_main.signalement.danger
    lieu_dit.have_reread(work, en_main.signalement)
    deja.mark_return(en_main)
    _keep_photos(en_main, defaut.photos, defaut.sortie)
    histoire.append(en_main, "emettre", "", f"mediateur:{defaut.auteur.id}", "")
    relances.arm(en_main)
    services = routage.settle(en_main, defaut.service, defaut.urgence.envoi)
    readers = envoi.send(en_main, services, partage.SENT)
    if danger:
        quoi = defaut.categorie.libelle_long or defaut.categorie.label
        suites.warn_of_danger(en_main, quoi, defaut.ou)
    if defaut.photos and defaut.sortie == A_FLOUTER:
        sortie.invite(en_main, defaut.auteur)
    retenue.ask(en_main)
    suite = _suite(en_main, readers)
    called = appels.numbers(config, en_main.signalement.service) if danger else ""
    revenu = precisions.back(work.tx, en_main.signalement)
    return Emis(en_main.signalement, suite, called, sortie.waits(en_main), revenu)


def act(work: Work, signalement_id: int, deed: DeedSignalement) -> Signalement:
    """Do `deed` and queue all that follows from it, in the caller's transaction.

    Raises DejaFait or TransitionRefusee, before anything is written; PermissionError for a role
    that never does this deed.
    """
    if not VIE_SIGNALEMENT.permitted(deed.role, deed.acte):
        raise PermissionError(f"{deed.role} does not do {deed.acte}")
    signalement = signalements.lock(work.tx, signalement_id)
    before = StatutSignalement(signalement.statut)
    after = _after(work.tx, signalement, deed)
    en_main = EnMain.of(work, signalement)
    kept = avant.keep(signalement, *KEPT)
    said = deed.said()
    line = histoire.append(en_main, deed.acte, before, deed.par, deed.motif, after, kept, **said)
    if deed.acte is not ActeSignalement.REVOIR:
        histoire.date(signalement, after, work.now)
        if not signalements.leaves_it(line):
            relances.arm(en_main)
    suites.follow(en_main, deed)
    if deed.doublon_de is not None:
        doublons.seen_again(en_main, deed.doublon_de)
    if deed.acte is ActeSignalement.ANNULER:
        demandes.reopen(work, en_main.reference)
        oublis.forget_later(work.tx, signalement, work.now)
    return signalement


def take_back(work: Work, acte_id: int, repris: Reprise) -> Signalement:
    """Undo that deed, the last one: as before it, a line more says so, and who was told knows.

    Raises TransitionRefusee for a deed that another followed, or that was written before deeds
    kept what was before them.
    """
    line = work.tx.get_one(SignalementActe, acte_id)
    signalement = signalements.lock(work.tx, line.signalement_id)
    statut = StatutSignalement(signalement.statut)
    if line.acte == signalements.REVOIR:
        return _unsee(EnMain.of(work, signalement), line, repris.par)
    standing = signalements.standing(work.tx, signalement.id)
    if line.avant is None or standing[-1] is not line:
        raise TransitionRefusee(VIE_SIGNALEMENT.objet, statut, ActeSignalement(line.acte))
    _may_go_back(line)
    en_main = EnMain.of(work, signalement)
    line.defait_le = work.now
    avant.give_back(signalement, line.avant)
    histoire.append(en_main, DEFAIRE, statut, repris.par, "", vers=StatutSignalement(line.de))
    relances.arm(en_main)
    reprise.follow(en_main, line, repris)
    if line.doublon_de is not None:
        doublons.not_seen(en_main, line, repris.par)
    return signalement


def _may_go_back(line: SignalementActe) -> None:
    """Along its own edge; a service's answer, whatever it left to the others who have it."""
    statut, acte = StatutSignalement(line.vers), ActeSignalement(line.acte)
    if service_of(line.par) is None:
        VIE_SIGNALEMENT.back(StatutSignalement(line.de), acte, statut)
    elif acte not in VIE_SIGNALEMENT.retours:
        raise TransitionRefusee(VIE_SIGNALEMENT.objet, statut, acte)


def _unsee(en_main: EnMain, line: SignalementActe, par: str) -> Signalement:
    """It was not seen again: the cards say so, its state stays."""
    line.defait_le = en_main.now
    statut = StatutSignalement(en_main.signalement.statut)
    histoire.append(en_main, DEFAIRE, statut, par, "", vers=statut)
    suites.redraw(en_main)
    return en_main.signalement


def place(work: Work, signalement_id: int, said: TexteVerifie, *, reread: bool) -> None:
    """Its place as the coordination reread it, or is to reread it again: every card follows."""
    suites.redraw(EnMain.of(work, lieu_dit.settle(work, signalement_id, said, reread=reread)))


def no_place(work: Work, words: str) -> None:
    """Somebody is named by words that were said to be a place: no card shows them any more."""
    for signalement in lieu_dit.withhold(work, words):
        suites.redraw(EnMain.of(work, signalement))


def entrust(work: Work, signalement: Signalement, binome_id: int, par: int | None) -> None:
    """Another binôme goes to see whether it was mended; its state stays."""
    audit.note(work.tx, work.now, par, "confier", signalement, str(signalement.binome_id))
    signalement.binome_id = binome_id


def see_again(work: Work, signalement_id: int, revu: Revu) -> bool:
    """A mediator sees the same defect again: one more line in its history, on every card.

    One that was announced as mended is « toujours là », and its service alerted again. The answer
    says whether photos of it wait until somebody says what shows on them. Raises TransitionRefusee
    for one that was closed meanwhile.
    """
    signalement = signalements.lock(work.tx, signalement_id)
    announced = signalement.statut == StatutSignalement.TRAITE_ANNONCE
    seen = ActeSignalement.VERIFIER_TOUJOURS_LA if announced else ActeSignalement.REVOIR
    act(work, signalement_id, DeedSignalement(seen, revu.par, Acteur.MEDIATEUR, revu.source))
    en_main = EnMain.of(work, signalement)
    _keep_photos(en_main, revu.photos, revu.sortie)
    return sortie.waits(en_main)


def _keep_photos(en_main: EnMain, shown: Photos, may_leave: str) -> None:
    file_ids = [one["file_id"] for one in shown]
    photos.keep(en_main.tx, en_main.signalement, file_ids, en_main.now, may_leave)


def _suite(en_main: EnMain, readers: tuple[str, ...]) -> str:
    """« envoyé au service Éclairage public », or when it will be."""
    names = " et ".join(map(au_service, readers)) or "à la coordination"
    now, leaves = en_main.now, envoi.first_departure(en_main)
    soon = leaves <= now + REPENTIR
    if soon and envoi.waits_for_blur(en_main):
        latest = heure(now + envoi.FLOU_GRACE)
        return f"il part {names} dès que la photo est floutée, sans elle à {latest} au plus tard"
    if soon:
        return f"envoyé {names}"
    when = f"{jour(leaves)} à {heure(leaves)}"
    if envoi.is_held(en_main):
        return f"la coordination le relit ; il part {names} {when} au plus tard"
    return f"enregistré ; il partira {names} {when}"


def _after(tx: Tx, signalement: Signalement, deed: DeedSignalement) -> StatutSignalement:
    """The next state, by how whoever answers stands, and the others. What a service has handed
    on, it hands on once.
    """
    statut = StatutSignalement(signalement.statut)
    service = service_of(deed.par)
    stands = {one.service: one for one in signalements.repondants(tx, signalement.id)}
    mine = stands.pop(service or "", None)
    if mine is None or statut in CLOS - {StatutSignalement.REFUSE}:
        return VIE_SIGNALEMENT.apply(statut, deed.acte)
    VIE_DESTINATAIRE.apply(mine.statut, REPONSES[deed.acte])
    return ensemble(statut, deed.acte, [one.statut for one in stands.values()])
