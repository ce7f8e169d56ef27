"""Deeds on a deferred mediation: opened, met, agreed upon, checked; by numbers and never names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.buttons import Button, button
from bot.casework.demande import actes as demandes_actes
from bot.casework.demande import courriels as demande_courriels
from bot.domain.references import Lettre, Reference
from bot.domain.vies.mediation import (
    EN_CHANTIER,
    SANS_ACCORD,
    VIE_MEDIATION,
    ActeMediation,
    Avec,
    Consentement,
    MediationConnue,
    PartieManquante,
    Resultat,
    StatutMediation,
    acte_of,
    both_met,
    etat_connu,
    is_news,
    rappel_le,
)
from storage import audit, demandes, mediations, notes, textes
from storage.conservation import oublis
from storage.machine.db import Tx
from storage.machine.numeros import next_number
from storage.models import DossierMediation, Seance
from storage.notes import Words
from storage.work import Work

OBJET: Final = DossierMediation.__tablename__
SANS_DATE: Final = 7
"""Days before the reminder of a dossier for which nobody chose a next step."""
A_DECIDER: Final = "a-decider"

ETATS: Final[dict[StatutMediation, str]] = {
    StatutMediation.OUVERT: "ouvert",
    StatutMediation.EN_COURS: "en cours",
    StatutMediation.ACCORD: "accord trouvé",
    StatutMediation.ACCORD_TENU: "accord tenu",
    StatutMediation.ACCORD_PARTIEL: "accord tenu en partie",
    StatutMediation.ACCORD_ROMPU: "accord rompu",
    StatutMediation.REFUS: "refus d'une partie",
    StatutMediation.ABANDON: "abandon",
}

OUVRIR, REPRENDRE = "ouvrir", "reprendre"
DOSSIER: Final = Button("me", (OUVRIR, REPRENDRE), "dossier_mediation")
"""Of a dossier: its card, or the mediation taken up again."""


@dataclass(frozen=True, slots=True)
class Ouverture:
    """What a new dossier is made of; `source` is unique for ever (P4)."""

    site_id: int
    binome_id: int
    auteur_id: int
    origine: str
    type: str
    consentement: Consentement
    mode: str
    source: str
    demande_id: int | None = None
    conversation_id: int | None = None


def reference(dossier: DossierMediation) -> str:
    """« M-0021 »."""
    return str(Reference(Lettre.MEDIATION, dossier.numero))


def bouton(dossier: DossierMediation) -> tuple[str, str]:
    """(label, callback data) that shows the dossier's card."""
    return f"📂 {reference(dossier)}", button(DOSSIER, dossier.id, OUVRIR)


def mediation_connue(dossier: DossierMediation) -> MediationConnue:
    """« ouverte », « en cours », « accord » or « sans accord », and dates: nothing else."""
    issue_le = dossier.accord_le or dossier.clos_le
    return MediationConnue(
        reference(dossier),
        etat_connu(StatutMediation(dossier.statut)),
        dossier.ouvert_le,
        issue_le,
    )


def open_dossier(work: Work, ouverture: Ouverture) -> DossierMediation:
    """A new dossier, numbered; it will be reminded of in a week unless another day is chosen."""
    dossier = DossierMediation(
        dispositif_id=work.programme.id,
        site_id=ouverture.site_id,
        binome_id=ouverture.binome_id,
        auteur_id=ouverture.auteur_id,
        demande_id=ouverture.demande_id,
        numero=next_number(work.tx, f"{work.programme.config.slug}:M"),
        origine=ouverture.origine,
        type=ouverture.type,
        consentement=ouverture.consentement,
        mode=ouverture.mode,
        statut=StatutMediation.OUVERT,
        ouvert_le=work.now,
        prochaine_le=rappel_le(work.now, SANS_DATE),
        source=ouverture.source,
        conversation_id=ouverture.conversation_id,
    )
    work.tx.add(dossier)
    work.tx.flush()
    return dossier


def specify(_work: Work, dossier: DossierMediation, colonne: str, valeur: str | None) -> None:
    """What is known of it besides: between whom (000 l.130), how far it has gone (000 l.108)."""
    setattr(dossier, colonne, valeur)


@dataclass(frozen=True, slots=True)
class TableRonde:
    """Both parties together (001 l.86): how many came, without the mediators, where and when."""

    presents: int
    site_id: int
    le: datetime


@dataclass(frozen=True, slots=True)
class SeanceNotee:
    """One séance as it is noted: with whom, what it came to, who says so."""

    avec: Avec
    resultat: Resultat
    auteur_id: int
    source: str
    table: TableRonde | None = None


def note_seance(work: Work, dossier_id: int, seance: SeanceNotee) -> DossierMediation:
    """Note a séance and what follows from it.

    Raises ConsentementManquant when both parties are met, or agree, before both consents are
    recorded (000 l.103), PartieManquante for an accord with somebody who was never met,
    TransitionRefusee in a dossier that takes no séance; nothing is written.
    """
    dossier = mediations.lock(work.tx, dossier_id)
    acte = acte_of(seance.avec, seance.resultat, Consentement(dossier.consentement))
    if acte is ActeMediation.CONCLURE and not may_agree(work.tx, dossier, seance.avec):
        raise PartieManquante(VIE_MEDIATION.objet, StatutMediation(dossier.statut), acte)
    before = move(dossier, acte, work.now)
    _write(work.tx, dossier, seance, work.now)
    if acte is ActeMediation.CONCLURE:
        _agree(work, dossier)
    elif dossier.clos_le is None:
        dossier.prochaine_le = rappel_le(work.now, SANS_DATE)
    work.tx.flush()
    tell_requester(work, dossier, before)
    return dossier


def may_agree(tx: Tx, dossier: DossierMediation, avec: Avec) -> bool:
    """Whether an accord may come of a séance `avec` that party: the other one was met too."""
    met = [Avec(one.avec) for one in mediations.seances(tx, dossier.id)]
    return both_met([*met, avec])


def _write(tx: Tx, dossier: DossierMediation, seance: SeanceNotee, now: datetime) -> None:
    table = seance.table
    row = Seance(
        dossier_id=dossier.id,
        auteur_id=seance.auteur_id,
        le=table.le if table else now,
        avec=seance.avec,
        resultat=seance.resultat,
        site_id=table.site_id if table else None,
        presents=table.presents if table else None,
        source=seance.source,
    )
    tx.add(row)


def keep_accord(
    work: Work, dossier: DossierMediation, auteur_id: int, texte: str, source: str
) -> None:
    """What was agreed, in one sentence without names: a note, reread before it leaves the team."""
    said = textes.verifie(work, texte)
    words = Words(dossier.dispositif_id, auteur_id, OBJET, dossier.id, said, source)
    notes.keep(work.tx, words, work.now)


def goes_on(dossier: DossierMediation) -> bool:
    """Whether a next step means anything: it was neither concluded, closed nor deleted."""
    return dossier.supprimee_le is None and dossier.statut in EN_CHANTIER


def plan_step(dossier: DossierMediation, jours: int, now: datetime) -> None:
    """The next step, at 09:30 in `jours` days; only for a dossier that goes on."""
    dossier.prochaine_le = rappel_le(now, jours)


def note_consent(
    tx: Tx, dossier: DossierMediation, consentement: Consentement, personne_id: int, now: datetime
) -> None:
    """Who agrees to the mediation now; what was recorded before stays in the audit."""
    audit.note(tx, now, personne_id, "consentement", dossier, dossier.consentement)
    dossier.consentement = consentement


def choose_mode(
    tx: Tx, dossier: DossierMediation, mode: str, personne_id: int, now: datetime
) -> None:
    """Navette or table ronde (001 l.86)."""
    audit.note(tx, now, personne_id, "mode", dossier, dossier.mode)
    dossier.mode = mode


def entrust(
    tx: Tx, dossier: DossierMediation, binome_id: int, personne_id: int | None, now: datetime
) -> None:
    """Another binôme follows it from now on; `personne_id` is None for the command line."""
    audit.note(tx, now, personne_id, "confier", dossier, str(dossier.binome_id))
    dossier.binome_id = binome_id
    tx.flush()


def act(work: Work, dossier_id: int, acte: ActeMediation, personne_id: int) -> DossierMediation:
    """Refused, given up or taken up again; raises TransitionRefusee."""
    dossier = mediations.lock(work.tx, dossier_id)
    before = move(dossier, acte, work.now)
    if acte is ActeMediation.REFUSER and dossier.consentement == Consentement.OUI:
        # Taken up again later, it would need both consents anew (000 l.103).
        dossier.consentement = Consentement.UNE_PARTIE
    if acte is ActeMediation.REPRENDRE:
        mediations.drop_suivis(work.tx, dossier.id, work.now)
        dossier.clos_le, dossier.accord_le = None, None
        dossier.prochaine_le = rappel_le(work.now, SANS_DATE)
    audit.note(work.tx, work.now, personne_id, acte, dossier, before)
    tell_requester(work, dossier, before)
    return dossier


def move_to(dossier: DossierMediation, site_id: int) -> None:
    """It is about another site than was said."""
    dossier.site_id = site_id


def withdraw(work: Work, dossier: DossierMediation) -> bool:
    """Opened by mistake: the request that it answered is to treat again. False once met."""
    if mediations.seances(work.tx, dossier.id):
        return False
    demandes_actes.reopen(work, reference(dossier))
    oublis.retire(work.tx, dossier, work.now)
    return True


def _agree(work: Work, dossier: DossierMediation) -> None:
    """The accord's checks are planned at once (001 l.86 « suivi des accords obtenus »)."""
    dossier.accord_le, dossier.prochaine_le = work.now, None
    days = work.programme.config.reglages.suivi_accord_jours
    mediations.plan_suivis(work.tx, dossier.id, {f"j{n}": rappel_le(work.now, n) for n in days})


def move(dossier: DossierMediation, acte: ActeMediation, now: datetime) -> StatutMediation:
    """The deed done; the state before it. Raises TransitionRefusee."""
    before = StatutMediation(dossier.statut)
    statut = VIE_MEDIATION.apply(before, acte, given=Consentement(dossier.consentement))
    dossier.statut = statut
    if statut in SANS_ACCORD:
        dossier.clos_le, dossier.prochaine_le = now, None
    return before


def tell_requester(work: Work, dossier: DossierMediation, before: StatutMediation) -> None:
    """By mail when an address was left; otherwise it is a retour that the mediators give."""
    demande = demandes.get(work.tx, dossier.demande_id) if dossier.demande_id else None
    if demande and is_news(before, StatutMediation(dossier.statut)):
        known = mediation_connue(dossier)
        demande_courriels.mediation(work, demande, known, avant=etat_connu(before))
