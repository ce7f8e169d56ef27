"""A presence that somebody leaves is cut at that minute: who stays goes on alone, or it ends."""

from __future__ import annotations

from dataclasses import dataclass

from storage import appartenances, equipes, journal, presences, tableaux
from storage.conservation import oublis
from storage.machine.db import Tx
from storage.models import Personne, Presence
from storage.presences import NouvellePresence
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Coupee:
    """A presence that was cut, and the one that goes on without who left it, if there is one."""

    finie: Presence
    suite: Presence | None


def under_way(tx: Tx, person: Personne) -> Presence | None:
    """The presence that this person is counted in; none when they said not to be there."""
    row = presences.running_for(tx, person.id, person.binome_id)
    return row if row is not None and person in equipes.on_site(tx, [row])[row.id] else None


def others(tx: Tx, row: Presence, person: Personne) -> list[Personne]:
    """Those who are in it besides that person."""
    return [one for one in equipes.on_site(tx, [row])[row.id] if one.id != person.id]


def cut(work: Work, person: Personne, vers: int | None, source: str) -> Coupee | None:
    """That person leaves it now: nobody is counted twice, nor longer than they were there.

    vers: the binôme that they go to; one that they are out with already is not left.
    """
    row = under_way(work.tx, person)
    if row is None or row.binome_id == vers:
        return None
    staying = others(work.tx, row, person)
    paused = bool(presences.open_pauses(work.tx, row.id))
    presences.close_presence(work.tx, row, work.now, work.programme.calendrier)
    suite = _goes_on(work, row, staying, source) if staying else None
    if suite is not None and paused:
        presences.pause(work.tx, suite, work.now)
    tableaux.turn(work.tx, row.id)
    return Coupee(row, suite)


def take_over(tx: Tx, person: Personne) -> None:
    """Under a new phone, somebody is in the presence that they began under the older one."""
    row = presences.running_for(tx, person.id, person.binome_id)
    if row is not None and row.auteur_id in appartenances.ids(tx, person):
        row.auteur_id = person.id
        tx.flush()


def mend(work: Work, coupee: Coupee) -> bool:
    """The cut is taken back, unless something else began or was noted since; False then."""
    row, suite = coupee.finie, coupee.suite
    running = presences.running(work.tx, row.binome_id)
    if running is not suite or row.supprimee_le is not None:
        return False
    if suite is not None:
        if journal.during(work.tx, suite):
            return False
        oublis.retire(work.tx, suite, work.now)
        tableaux.turn(work.tx, suite.id)
    presences.reopen(work.tx, row, work.programme.calendrier)
    return True


def _goes_on(work: Work, row: Presence, staying: list[Personne], source: str) -> Presence:
    """The same for who stays, from this minute on."""
    suite = presences.open_presence(
        work.tx,
        NouvellePresence(
            dispositif_id=row.dispositif_id,
            site_id=row.site_id,
            intervention_id=row.intervention_id,
            binome_id=row.binome_id,
            auteur_id=staying[0].id,
            debut=work.now,
            fin_prevue=row.fin_prevue,
            mode=row.mode,
            mediateurs=min(len(staying), row.mediateurs),
            source=f"{source}:coupe:{row.id}",
        ),
    )
    suite.evenement = row.evenement
    work.tx.flush()
    return suite
