"""Somebody leaves a binôme, for another or for good: all that they held passes on in one deed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.casework.demande import actes as demandes
from bot.casework.mediation import actes as mediations
from bot.casework.passation import annonces, effacement, presences
from bot.casework.passation.depart import Depart, Passe
from bot.casework.relais import actes as relais
from bot.casework.signalement import actes as signalements
from storage import affaires, appartenances, audit, equipes, people
from storage.affaires import Affaire, Affaires
from storage.machine import conversations
from storage.machine.db import Tx
from storage.models import Demande, DossierMediation, Personne, Relais
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Auteur:
    """Who does it (None: the command line), and the key of the turn, unique (P4)."""

    personne_id: int | None
    source: str


def followed(tx: Tx, person: Personne) -> Affaires:
    """What nobody would follow, or knows, once they left: all of it when they are alone."""
    mine = affaires.of_binome(tx, person.binome_id)
    members = people.binome_members(tx, person.binome_id) if person.binome_id else []
    if any(one.id != person.id for one in equipes.reachable(members)):
        return affaires.begun_by(tx, mine, appartenances.ids(tx, person))
    return mine


def leave(work: Work, departs: Sequence[Depart], par: Auteur) -> list[Passe]:
    """Each of them leaves, at once: presences are cut, what they followed passes on, all know.

    Two who exchange their places are two departures of one deed.
    """
    seen = [(one, followed(work.tx, one.person)) for one in departs]
    passes = [_cut(work, one, affaire, par.source) for one, affaire in seen]
    for one in passes:
        _go(work, one, par)
    for one in passes:
        for affaire in one.confies if one.moves_on else ():
            entrust(work, affaire, one.repreneur or 0, par.personne_id)
    work.tx.flush()
    annonces.tell(work, passes, par.personne_id, par.source)
    return passes


def pass_all(work: Work, de: int, vers: int, par: Auteur) -> Affaires:
    """All that an empty binôme still follows goes to another, which is told; what it was."""
    left = affaires.of_binome(work.tx, de)
    for one in left:
        entrust(work, one, vers, par.personne_id)
    work.tx.flush()
    annonces.tell_given(work, vers, left, par.personne_id, par.source)
    return left


def entrust(work: Work, one: Affaire, binome_id: int, personne_id: int | None) -> None:
    """One thing, to that binôme, by the deed of its own aggregate."""
    match one:
        case Relais():
            relais.entrust(work, one, binome_id, personne_id)
        case DossierMediation():
            mediations.entrust(work.tx, one, binome_id, personne_id, work.now)
        case Demande():
            demandes.pass_on(work, one, binome_id, personne_id)
        case _:
            signalements.entrust(work, one, binome_id, personne_id)


def _cut(work: Work, depart: Depart, confies: Affaires, source: str) -> Passe:
    """What they hold, while they are still there."""
    person = depart.person
    talks = conversations.unfinished(work.tx, person.telegram_id) if depart.vers is None else []
    coupee = presences.cut(work, person, depart.vers, source)
    return Passe(depart, person.binome_id, confies, coupee, [one.id for one in talks])


def _go(work: Work, passe: Passe, par: Auteur) -> None:
    person, vers = passe.depart.person, passe.depart.vers
    if vers is None:
        people.revoke(work.tx, person, work.now)
        audit.note(work.tx, work.now, par.personne_id, "retirer_acces", person)
        effacement.clear(work, person, par.source)
        return
    person.binome_id = vers
    detail = str(passe.de or "")
    audit.note(work.tx, work.now, par.personne_id, appartenances.MOVED, person, detail)
