"""A programme in the database, and the rows that storage tests start from."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import people, presences
from storage.dispositif import Dispositif
from storage.machine.db import Tx
from storage.models import Personne, Presence
from storage.presences import NouvellePresence
from storage.programme import Programme
from storage.referential import synchronise
from tests.storage.dispositif_cast import example

MEDIATRICE = 501


def amiens() -> Dispositif:
    return example("amiens")


def without_site_a(config: Dispositif) -> Dispositif:
    """The same file a season later: the comité moved on to other sites."""
    return config.model_copy(
        update={
            "sites": tuple(one for one in config.sites if one.slug != "site-a"),
            "interventions": tuple(one for one in config.interventions if one.site != "site-a"),
            "creneaux": tuple(one for one in config.creneaux if one.site != "site-a"),
        }
    )


def programme_of(tx: Tx, now: datetime) -> Programme:
    return synchronise(tx, amiens(), now)


def mediatrice(tx: Tx, programme: Programme, now: datetime) -> Personne:
    person = Personne(
        dispositif_id=programme.id,
        binome_id=programme.binomes["binome-1"],
        role="mediateur",
        prenom="Médiatrice",
        telegram_id=MEDIATRICE,
        charte_le=now,
    )
    tx.add(person)
    tx.flush()
    return person


def presence_at(tx: Tx, programme: Programme, debut: datetime, source: str = "essai") -> Presence:
    """A presence on Site A, four hours planned, by the only mediator."""
    person = people.by_telegram(tx, MEDIATRICE) or mediatrice(tx, programme, debut)
    return presences.open_presence(
        tx,
        NouvellePresence(
            dispositif_id=programme.id,
            site_id=programme.sites["site-a"],
            intervention_id=None,
            binome_id=programme.binomes["binome-1"],
            auteur_id=person.id,
            debut=debut,
            fin_prevue=debut + timedelta(hours=4),
            mode="tournee",
            mediateurs=2,
            source=source,
        ),
    )
