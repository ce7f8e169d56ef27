"""What is left without a living holder who was told: the checker of every change of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from bot.chat.strangers import WELCOME
from bot.domain.roles import Role
from bot.domain.vies.demande import EN_ATTENTE, OUVERTES, StatutDemande
from bot.domain.vies.signalement import StatutSignalement
from storage import affaires, appartenances, audit, equipes
from storage.affaires import Affaire
from storage.machine.conversations import OPEN, PARKED
from storage.machine.db import Tx
from storage.machine.tables import Conversation
from storage.models import (
    Audit,
    Demande,
    DossierMediation,
    Personne,
    Presence,
    Relais,
    Signalement,
    SignalementActe,
)


def orphans(tx: Tx, now: datetime) -> list[str]:
    """« relais 3: nobody is in its binôme »; [] when all is held.

    A thing is held by a living person of its binôme who began it, was there when it was given to
    the binôme, or was told since; by a coordinator who was told, when the binôme is empty. Every
    living mediator is counted in one running presence at most.
    """
    return [
        *(why for one in _open(tx) if (why := _unheld(tx, one, now))),
        *_presences(tx),
        *_drafts(tx),
    ]


def _open(tx: Tx) -> Iterator[Affaire]:
    """Everything that somebody has to follow."""
    alive = (Relais.clos_le.is_(None), Relais.supprimee_le.is_(None))
    yield from tx.scalars(select(Relais).where(*alive)).all()
    dossiers = (DossierMediation.clos_le.is_(None), DossierMediation.supprimee_le.is_(None))
    yield from tx.scalars(select(DossierMediation).where(*dossiers)).all()
    asked = (Demande.statut.in_(OUVERTES), Demande.supprimee_le.is_(None))
    yield from tx.scalars(select(Demande).where(*asked)).all()
    to_check = Signalement.statut == StatutSignalement.TRAITE_ANNONCE
    yield from tx.scalars(select(Signalement).where(to_check)).all()


def _unheld(tx: Tx, one: Affaire, now: datetime) -> str:
    """Why nobody holds it; « » when somebody does."""
    name = f"{one.__tablename__} {one.id}"
    if isinstance(one, Demande) and one.statut == StatutDemande.RECUE:
        return "" if _living(tx, one.dispositif_id) else f"{name}: no coordination"
    members = _members(tx, affaires.holder(one))
    told = affaires.told(tx, one)
    coordinators = _living(tx, one.dispositif_id)
    if isinstance(one, Demande) and one.statut in EN_ATTENTE and one.binome_id is None:
        return "" if coordinators else f"{name}: no coordination"
    if not members:
        knows = any(person.id in told for person in coordinators)
        return (
            "" if knows else f"{name}: nobody is in its binôme, and the coordination is not told"
        )
    knows = any(_knows(tx, one, person, told, now) for person in members)
    return "" if knows else f"{name}: whoever has it was never told"


def _knows(tx: Tx, one: Affaire, person: Personne, told: set[int], now: datetime) -> bool:
    mine = appartenances.ids(tx, person)
    if told.intersection(mine):
        return True
    held = affaires.of_binome(tx, person.binome_id)
    if affaires.begun_by(tx, held.those([one]), mine):
        return True
    given = _given_at(tx, one)
    return given is not None and _since(tx, person) <= given <= now


def _given_at(tx: Tx, one: Affaire) -> datetime | None:
    """When the whole binôme was told of it: a demande accepted, a mending announced."""
    if isinstance(one, Demande):
        lines = audit.changes(tx, Demande, one.id, "accepter")
        return lines[-1][0] if lines else None
    if isinstance(one, Signalement):
        said = select(SignalementActe.le).where(
            SignalementActe.signalement_id == one.id, SignalementActe.acte == "annoncer_traite"
        )
        return max(tx.scalars(said), default=None)
    return None


def _since(tx: Tx, person: Personne) -> datetime:
    """When they came to the binôme that they are in."""
    return appartenances.sejours(tx, person)[-1].de


def _presences(tx: Tx) -> Iterator[str]:
    running = tx.scalars(
        select(Presence).where(Presence.fin.is_(None), Presence.supprimee_le.is_(None))
    ).all()
    counted: Counter[int] = Counter()
    for row in running:
        there = equipes.on_site(tx, [row])[row.id]
        if not there:
            yield f"presence {row.id}: nobody is there"
        if row.mediateurs > max(1, len(there)) and _left_since(tx, row):
            yield f"presence {row.id}: counted for {row.mediateurs}, {len(there)} there"
        counted.update(person.id for person in there)
    yield from (f"personne {who}: in {n} presences" for who, n in counted.items() if n > 1)


def _left_since(tx: Tx, row: Presence) -> bool:
    """Whether somebody of its binôme left since it began; others may be in no team at all."""
    moved = select(Audit.id).where(
        Audit.acte == appartenances.MOVED,
        Audit.detail == str(row.binome_id),
        Audit.le >= row.debut,
    )
    gone = select(Personne.id).where(
        Personne.binome_id == row.binome_id, Personne.revoquee_le >= row.debut
    )
    return bool(tx.scalars(moved).first() or tx.scalars(gone).first())


def _drafts(tx: Tx) -> Iterator[str]:
    begun = tx.scalars(select(Conversation).where(Conversation.etat.in_((OPEN, PARKED)))).all()
    alive = set(tx.scalars(select(Personne.telegram_id).where(Personne.revoquee_le.is_(None))))
    for talk in begun:
        if talk.user_id not in alive and talk.flow != WELCOME:
            yield f"conversation {talk.id} ({talk.flow}): nobody may end it"


def _members(tx: Tx, binome_id: int | None) -> list[Personne]:
    mine = select(Personne).where(
        Personne.binome_id == binome_id,
        Personne.revoquee_le.is_(None),
        Personne.injoignable_le.is_(None),
    )
    return list(tx.scalars(mine))


def _living(tx: Tx, dispositif_id: int) -> list[Personne]:
    """Its coordinators."""
    mine = select(Personne).where(
        Personne.dispositif_id == dispositif_id,
        Personne.role == Role.COORDINATION,
        Personne.revoquee_le.is_(None),
    )
    return list(tx.scalars(mine))
