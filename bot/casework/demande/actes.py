"""Direct requests: received, answered by the coordination, entrusted to a binôme, followed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from bot.casework.demande import adresse
from bot.casework.demande import consequences as suites
from bot.casework.demande.consequences import DeedDemande
from bot.casework.demande.interne import QUESTION
from bot.domain.references import DRAWN, drawn
from bot.domain.vies.demande import (
    EN_ATTENTE,
    VIE_DEMANDE,
    ActeDemande,
    StatutDemande,
    repondre_avant,
)
from bot.domain.vies.vie import DejaFait
from storage import audit, demandes, notes, textes
from storage.conservation import oublis
from storage.machine.numeros import next_number
from storage.models import Demande, Personne
from storage.notes import Words
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Recue:
    """What a request says: who asks by kind, never by name; `mots` are kept apart, to reread.

    `auteur` is the mediator who notes it; None for a request that came by the public form.
    """

    origine: str
    objet: str
    urgence: str
    source: str
    site_id: int | None = None
    mots: str = ""
    auteur: Personne | None = None
    conversation_id: int | None = None


def receive(work: Work, recue: Recue, *, contact: str | None = None) -> Demande:
    """A new request, numbered, told to the coordination at once.

    `contact` is the requester's e-mail address: once its holder confirmed it, it is answered
    automatically, now and at each decision (requirements BAI-3).
    """
    config = work.programme.config
    delai = config.element("urgences_demande", recue.urgence).delai_jours or 0
    demande = Demande(
        dispositif_id=work.programme.id,
        site_id=recue.site_id,
        binome_id=recue.auteur.binome_id if recue.auteur else None,
        auteur_id=recue.auteur.id if recue.auteur else None,
        numero=next_number(work.tx, f"{config.slug}:D"),
        publique=drawn(secrets.token_bytes(DRAWN)),
        origine=recue.origine,
        objet=recue.objet,
        urgence=recue.urgence,
        statut=StatutDemande.RECUE,
        recue_le=work.now,
        repondre_avant=repondre_avant(work.now, delai, work.programme.calendrier.feries),
        contact=contact,
        source=recue.source,
        conversation_id=recue.conversation_id,
    )
    work.tx.add(demande)
    work.tx.flush()
    if recue.mots:
        auteur_id = recue.auteur.id if recue.auteur else None
        _keep_words(work, demande, auteur_id, recue.mots, f"{recue.source}:mots")
    adresse.ask(work, demande)
    suites.received(work, demande)
    return demande


def act(work: Work, demande_id: int, deed: DeedDemande) -> Demande:
    """Do `deed` and queue what follows; the caller checks who may do it.

    Raises TransitionRefusee, before anything is written, and DejaFait when it is entrusted again
    to the binôme that has it.
    """
    demande, acte = demandes.lock(work.tx, demande_id), deed.acte
    before = suites.Avant(StatutDemande(demande.statut), demande.affectee_id, demande.suite)
    after = VIE_DEMANDE.apply(before.statut, acte)
    if acte is ActeDemande.ACCEPTER:
        if before.statut is after and deed.binome_id == before.affectee_id:
            raise DejaFait(VIE_DEMANDE.objet, before.statut, acte)
        demande.affectee_id = deed.binome_id
    demande.statut = after
    if after not in EN_ATTENTE and demande.decidee_le is None:
        demande.decidee_le = work.now
    demande.suite = None if acte is ActeDemande.ROUVRIR else deed.suite or demande.suite
    _keep_question(work, demande, deed)
    audit.note(work.tx, work.now, deed.personne_id, acte, demande, before.statut)
    suites.follow(work, demande, deed, before)
    return demande


def treat(work: Work, demande: Demande, suite: str, doer: Personne) -> None:
    """What a binôme opened from its request ends it; one that is over already stays as it is."""
    if not in_hand(demande):
        return
    source = f"demande:{demande.id}:{suite}"
    act(work, demande.id, DeedDemande(ActeDemande.TRAITER, doer.id, source, suite=suite))


def reopen(work: Work, suite: str) -> None:
    """What had ended a request was taken back (« M-0003 », « V-0012 »): it is to treat again."""
    for demande in demandes.answered_by(work.tx, work.programme.id, suite):
        source = f"demande:{demande.id}:{suite}:retire"
        act(work, demande.id, DeedDemande(ActeDemande.ROUVRIR, None, source))


def precise(work: Work, demande: Demande, mots: str, *, personne_id: int, source: str) -> None:
    """Answer what the coordination asked: it reads the words at once, and decides again.

    Raises TransitionRefusee when nothing is asked any more; the words are then not kept.
    """
    VIE_DEMANDE.apply(StatutDemande(demande.statut), ActeDemande.REPONDRE)
    _keep_words(work, demande, personne_id, mots, f"{source}:mots")
    act(work, demande.id, DeedDemande(ActeDemande.REPONDRE, personne_id, source))


def foresee(demande: Demande, suite: str) -> None:
    """What will have come of it once it is treated: « M-0003 », a presence."""
    demande.suite = suite


def withdraw(work: Work, demande: Demande) -> bool:
    """Taken back by who noted it, the coordination told; False once the coordination decided."""
    if demande.statut not in EN_ATTENTE:
        return False
    suites.withdrawn(work, demande)
    oublis.retire(work.tx, demande, work.now, QUESTION)
    if demande.contact:
        erase_contact(demande)
    return True


def pass_on(work: Work, demande: Demande, binome_id: int, personne_id: int | None) -> None:
    """Another binôme answers for it: does it, or says more about it; its state stays."""
    former = demande.affectee_id if demande.statut == StatutDemande.ACCEPTEE else demande.binome_id
    audit.note(work.tx, work.now, personne_id, "confier", demande, str(former))
    if demande.statut == StatutDemande.ACCEPTEE:
        demande.affectee_id = binome_id
    else:
        demande.binome_id = binome_id


def erase_contact(demande: Demande) -> None:
    """Whoever asked was answered: their address is kept nowhere, and its letters have left."""
    demande.contact = ""


def _keep_words(
    work: Work, demande: Demande, auteur_id: int | None, mots: str, source: str
) -> None:
    """Where it is, what it is about: both may name a place, and neither names anybody."""
    said = textes.verifie(work, mots, lieu=True)
    words = Words(
        demande.dispositif_id, auteur_id, demande.__tablename__, demande.id, said, source
    )
    notes.keep(work.tx, words, work.now)


def question_source(deed_source: str) -> str:
    """That of the note which keeps the question of a deed."""
    return f"{deed_source}:question"


def _keep_question(work: Work, demande: Demande, deed: DeedDemande) -> None:
    """Written by the coordination, in its function: it needs no second reading (P7)."""
    if not deed.question:
        return
    source, asked = question_source(deed.source), textes.verifie(work, deed.question)
    words = Words(demande.dispositif_id, deed.personne_id, QUESTION, demande.id, asked, source)
    kept = notes.keep(work.tx, words, work.now)
    notes.validate(work.tx, kept, asked, deed.personne_id, work.now)


def in_hand(demande: Demande) -> bool:
    """Whether a binôme has something of it left to do; which one, its row says."""
    return demande.supprimee_le is None and demande.statut == StatutDemande.ACCEPTEE
