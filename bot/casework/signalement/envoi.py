"""Sending a signalement to services: one alerte per address, posted with the row it tells of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from bot.casework import coordination
from bot.casework.signalement import alerte as contents
from bot.casework.signalement.dossier import Dossier
from bot.casework.signalement.fiche import Fiche
from bot.delivery.channels import channels, forme_of
from bot.delivery.contract import Forme
from bot.domain.delais import send_at
from storage import signalements
from storage.dispositif import Service
from storage.machine.db import Tx
from storage.machine.outbox import Destination, Lane, Message, post
from storage.models import ALERTE, Alerte
from storage.models import Service as ServiceRow
from storage.photos import A_TELECHARGER
from storage.programme import Programme
from storage.signalements import REPLI

PHOTO_GRACE: Final = timedelta(seconds=60)
"""How long an alert waits for its photo before it leaves without."""

Reading = tuple[str, str | None]
"""A service that should know, and the one that reads for it (None: nobody does)."""


def send(dossier: Dossier, services: Sequence[str], etape: str) -> tuple[str, ...]:
    """Queue `etape` of a signalement for `services`; the labels of those who will read it.

    1. A service that nothing written reaches is replaced by the repli, the coordination told.
    2. One alerte row per address. 3. One message per row, in the alerts' lane.
    """
    readings = [(slug, _reader(dossier, slug)) for slug in services]
    for reading in readings:
        _tell_stand_in(dossier, reading, etape)
    rows = list(_rows(dossier, readings, etape))
    dossier.tx.add_all(rows)
    dossier.tx.flush()
    facts = dossier.fiche()
    post(dossier.tx, dossier.now, *(_message(dossier, facts, row) for row in rows))
    labels = (dossier.label(reader) for _slug, reader in readings if reader)
    return tuple(dict.fromkeys(labels)) or ("la coordination",)


def rewrite_unsent(dossier: Dossier) -> None:
    """Give the copies that have not left what is known now (a photo came, or will not)."""
    facts = dossier.fiche()
    for row in signalements.alertes(dossier.tx, dossier.signalement.id):
        signalements.rewrite_envoi(
            dossier.tx, row.id, _content(dossier, facts, row), _leaves(dossier, facts, row)
        )


def destinations(tx: Tx, programme: Programme, service: Service) -> list[Destination]:
    """All that reaches a service: its live threads, then each of its mailboxes."""
    row = tx.get_one(ServiceRow, programme.services[service.slug])
    return [
        Destination(one.kind, address)
        for one in channels().values()
        for address in one.addresses(service, row)
    ]


def _reader(dossier: Dossier, slug: str) -> str | None:
    """Who reads for a service: itself, else the repli (000 l.67), else nobody written to."""
    config = dossier.programme.config
    for service in (config.service(slug), config.repli):
        if service.actif and destinations(dossier.tx, dossier.programme, service):
            return service.slug
    return None


def _rows(dossier: Dossier, readings: Sequence[Reading], etape: str) -> Iterator[Alerte]:
    known: set[Destination] = set()
    for slug, reader in readings:
        stage = etape if reader == slug else etape + REPLI
        for to in _destinations(dossier, reader):
            if to not in known:
                known.add(to)
                yield Alerte(
                    signalement_id=dossier.signalement.id,
                    service=reader,
                    canal=to.channel,
                    adresse=to.address,
                    etape=stage,
                    creee_le=dossier.now,
                )


def _destinations(dossier: Dossier, reader: str | None) -> list[Destination]:
    if reader is None:
        return []
    return destinations(dossier.tx, dossier.programme, dossier.programme.config.service(reader))


def _message(dossier: Dossier, facts: Fiche, row: Alerte) -> Message:
    return Message(
        key=signalements.envoi_key(row.id),
        lane=Lane.ALERTE,
        to=row.destination,
        content=_content(dossier, facts, row),
        subject=ALERTE.of(row.id),
        not_before=_leaves(dossier, facts, row),
    )


def _content(dossier: Dossier, facts: Fiche, row: Alerte) -> dict[str, Any]:
    config = dossier.programme.config
    if forme_of(row.canal) is Forme.FIL:
        return contents.card(facts, config, row)
    known = signalements.alertes(dossier.tx, row.signalement_id)
    first = next(one for one in known if one.adresse == row.adresse)
    follows = None if first.id == row.id else signalements.envoi_key(first.id)
    return contents.letter(facts, config, row, follows=follows)


def _leaves(dossier: Dossier, facts: Fiche, row: Alerte) -> datetime:
    urgence = dossier.programme.config.urgence(dossier.signalement.urgence)
    envoi = "immediat" if dossier.signalement.danger else urgence.envoi
    grace = PHOTO_GRACE if facts.photo_etat == A_TELECHARGER else timedelta(0)
    return max(send_at(envoi, row.creee_le), row.creee_le + grace)


def _tell_stand_in(dossier: Dossier, reading: Reading, etape: str) -> None:
    slug, reader = reading
    if reader == slug:
        return
    service = dossier.programme.config.service(slug)
    means = f"se joint au {service.telephone}" if service.telephone else "n'a pas d'adresse"
    sent = f"Le signalement est parti à : {dossier.label(reader)}." if reader else NOBODY
    coordination.tell(
        dossier,
        key=f"signalement:{dossier.signalement.id}:{etape}:sans-canal:{slug}",
        subject=f"[{dossier.reference}] {service.label} {means}",
        text=f"{dossier.reference} : {service.label} {means}. {sent}",
    )


NOBODY: Final = "Personne n'a reçu le signalement : transmettez-le vous-même."
