"""A mailbox of a service that refuses what is written: aloud, another way, then right again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from bot.buttons import Button, button
from bot.casework import coordination
from bot.casework.signalement import consequences, envoi
from bot.casework.signalement.contenu import EnMain
from bot.delivery.channels import called, channels, chat_of, forme_of
from bot.delivery.contract import Forme
from bot.domain.vies.signalement import OPEN
from bot.rendering import render_line
from storage import adresses, audit, signalements
from storage.dispositif import Service
from storage.machine.db import Tx
from storage.machine.outbox import Destination, read_sujet
from storage.models import ALERTE, ServiceRow
from storage.models.adresses import AdresseRefusee
from storage.programme import Programme
from storage.work import Work

RETABLIR: Final = "retablir"
ADRESSE: Final = Button("ad", (RETABLIR,), AdresseRefusee.__tablename__)
"""Under the news that a mailbox refuses: it is right again."""
RETABLI: Final = "✅ L'adresse est bonne"
FULL: Final = "5.2.2"
"""In what a server answers: somebody is there, whose mailbox is full for now (RFC 3463)."""
REFUSE: Final = "refuse"
"""How the étapes begin of copies that go another way."""
ORDER: Final = {Forme.COURRIER: 0, Forme.DONNEES: 1, Forme.FIL: 2, None: 3}
"""Of the addresses that a service keeps, as they are told."""
REFUSED: Final = (
    "{{ adresse }}, {{ service }} : cette adresse refuse nos {{ envois }} ({{ raison }}). Plus "
    "rien n'y est écrit. {{ suite }} Corrigez-la dans le fichier ; si elle est bonne, touchez le "
    "bouton : le prochain message y partira."
)
OTHERS: Final = "Ce service garde {{ autres|join(', ') }}."
NONE_LEFT: Final = "Il n'a pas d'autre adresse : ses signalements partent {{ repli|au_service }}."


def refused(
    programmes: Mapping[int, Programme],
    tx: Tx,
    now: datetime,
    to: Destination,
    about: str,
    raison: str,
) -> None:
    """Of every programme that has this mailbox: nothing more goes there, and somebody knows.

    about: the subject of the message that came back (« alerte:12 »): its signalement goes another
    way when the service has none left.
    """
    if chat_of(to) is not None or FULL in raison:
        return
    for programme in programmes.values():
        work = Work(tx, programme, now)
        for service in _of(work, to):
            row = adresses.refuse(tx, programme.id, service.slug, to, raison, now)
            if row is not None:
                _tell(work, service, row)
                _send_another_way(work, service, about)


def restore(work: Work, row: AdresseRefusee, personne_id: int | None) -> None:
    """It is written to again, from the next message on."""
    row.retablie_le = work.now
    audit.note(work.tx, work.now, personne_id, "retablir_adresse", row, row.service)


def _of(work: Work, to: Destination) -> Iterator[Service]:
    """The services that the file reaches at that address, on some territoire."""
    wanted, config = to.address.lower(), work.programme.config
    channel = channels()[to.channel]
    for service in config.services:
        row = work.tx.get_one(ServiceRow, work.programme.services[service.slug])
        mine = [service, *(service.pour(one.slug) for one in config.territoires)]
        known = (address for one in mine for address in channel.addresses(one, row))
        if any(wanted == address.lower() for address in known):
            yield service


def _tell(work: Work, service: Service, row: AdresseRefusee) -> None:
    left = envoi.destinations(work.tx, work.programme, service)
    others = [called(to) for to in sorted(left, key=lambda to: ORDER[forme_of(to.channel)])]
    repli = work.programme.config.repli.label
    following = OTHERS if others else NONE_LEFT
    mail = forme_of(row.canal) is Forme.COURRIER
    said = {
        "envois": "courriels" if mail else "envois",
        "adresse": row.adresse,
        "service": service.label,
        "raison": row.raison,
    }
    suite = render_line(following, autres=others, repli=repli)
    coordination.tell(
        work,
        key=f"adresse:{row.id}:{row.refusee_le.isoformat()}",
        subject=f"{service.label} : une adresse refuse nos {said['envois']}",
        text=render_line(REFUSED, suite=suite, **said),
        keyboard=[[(RETABLI, button(ADRESSE, row.id, RETABLIR))]],
    )


def _send_another_way(work: Work, service: Service, about: str) -> None:
    """The alert that came back, when nothing else of that service got it."""
    genre, alerte_id = read_sujet(about) or ("", 0)
    alerte = signalements.alerte(work.tx, alerte_id) if genre == ALERTE.genre else None
    if alerte is None or alerte.service != service.slug:
        return
    en_main = EnMain.of(work, signalements.lock(work.tx, alerte.signalement_id))
    mine = en_main.signalement.dispositif_id == work.programme.id
    if not mine or en_main.signalement.statut not in OPEN:
        return
    if not envoi.destinations(work.tx, work.programme, service):
        envoi.send(en_main, (service.slug,), consequences.stage(en_main, REFUSE))
