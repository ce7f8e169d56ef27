"""Sending a signalement to services: one alerte per address, posted with the row it tells of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import update

from bot.casework import coordination
from bot.casework.signalement import alerte as contents
from bot.casework.signalement import de_vive_voix, donnees, lots, partage
from bot.casework.signalement.contenu import ContenuAlerte, EnMain
from bot.delivery.channels import channels, forme_of, hears_more
from bot.delivery.contract import Forme
from bot.domain.departs import Copie, departure
from bot.domain.relances import Palier
from bot.words import au_service
from storage import adresses, alertes_envoyees, photos, signalements
from storage import lots as letters
from storage.dispositif import Service
from storage.machine.db import Tx
from storage.machine.outbox import Destination, Lane, Message, post
from storage.models import ALERTE, Alerte, ServiceRow
from storage.photos import A_FLOUTER, A_TELECHARGER
from storage.programme import Programme
from storage.signalements import REPLI

PHOTO_GRACE: Final = timedelta(seconds=5)
"""How long a danger waits for its photo, which comes in a second or two, before it leaves without:
the photo follows. What is no danger may be taken back for longer anyway."""

FLOU_GRACE: Final = timedelta(minutes=10)
"""How long an alert without danger waits for the photo that somebody is about to blur."""

ANSWERED: Final = "répondu entre-temps"

Lecteur = tuple[str, str | None]
"""A service that should know, and the one that reads for it (None: nobody does)."""


def send(en_main: EnMain, services: Sequence[str], etape: str) -> tuple[str, ...]:
    """Queue `etape` of a signalement for `services`; the labels of those who will read it;
    none when it is left to the coordination.

    1. A service that nothing written reaches is replaced by the repli, the coordination told.
    2. One alerte row per address. 3. One message per row, in the alerts' lane; what a mailbox has
    with others is one message for all.
    """
    readings = [(slug, _reader(en_main, slug)) for slug in services]
    for reading in readings:
        _tell_stand_in(en_main, reading, etape)
    rows = list(_rows(en_main, readings, etape))
    for slug in _unheard(en_main, readings, rows):
        de_vive_voix.tell(en_main, slug, "il est relancé")
    en_main.tx.add_all(rows)
    en_main.tx.flush()
    facts = en_main.contenu()
    for row in sorted(rows, key=lambda one: (one.service, one.id)):
        _queue(en_main, facts, row)
    labels = (en_main.label(reader) for _slug, reader in readings if reader)
    return tuple(dict.fromkeys(labels))


def _unheard(en_main: EnMain, readings: Sequence[Lecteur], rows: Sequence[Alerte]) -> set[str]:
    """The services whose counter has it, and that nothing else would write to again."""
    told = {row.service for row in rows}
    return {
        reader
        for _slug, reader in readings
        if reader
        and reader not in told
        and not any(hears_more(to.channel) for to in _destinations(en_main, reader))
    }


def rewrite_unsent(en_main: EnMain) -> None:
    """Give the copies that have not left what is known now (a photo came, or will not)."""
    facts = en_main.contenu()
    for row in signalements.alertes(en_main.tx, en_main.signalement.id):
        rewrite_letter(en_main, facts, row)


def rewrite_letter(en_main: EnMain, facts: ContenuAlerte, row: Alerte) -> None:
    """A copy that has not left says what is known now."""
    if row.lot_id:
        lots.redraw(en_main, facts, row)
        return
    content = _content(en_main, facts, row)
    rewrite(en_main.tx, row, content, _leaves(en_main, facts, row))


def rewrite(tx: Tx, row: Alerte, content: dict[str, Any], not_before: datetime) -> None:
    """Give it these words, unless it has left."""
    if alertes_envoyees.rewrite_envoi(tx, row.id, content, not_before):
        row.photo = content.get("photo")


def keep_back(en_main: EnMain, row: Alerte, reason: str) -> bool:
    """That copy does not leave; False when it has already."""
    if row.lot_id:
        return lots.keep_back(en_main, row)
    return alertes_envoyees.cancel_envoi(en_main.tx, row.id, reason)


def withdraw_reminders(en_main: EnMain, rows: Sequence[Alerte]) -> None:
    """It was answered before it was reminded: those of `rows` that say so do not leave."""
    for row in rows:
        if row.envoyee_le is None and row.etape.startswith(tuple(Palier)):
            keep_back(en_main, row, ANSWERED)


def destinations(tx: Tx, programme: Programme, service: Service) -> list[Destination]:
    """All that reaches a service: its live threads, then each of its mailboxes.

    But those that refuse what is written to them (`bot.casework.adresses`).
    """
    row = tx.get_one(ServiceRow, programme.services[service.slug])
    off = adresses.refused(tx, programme.id, service.slug)
    every = (
        Destination(one.kind, address)
        for one in channels().values()
        for address in one.addresses(service, row)
    )
    return [to for to in every if to not in off]


def readdress(tx: Tx, old: Destination, new: Destination) -> None:
    """Copies sent there are there now.

    Message numbers start again in the new group: an old one would name somebody else's message.
    """
    there = (Alerte.canal == old.channel, Alerte.adresse == old.address)
    tx.execute(update(Alerte).where(*there).values(adresse=new.address, message_id=None))


def _reader(en_main: EnMain, slug: str) -> str | None:
    """Who reads for a service: itself, else the repli (000 l.67), else nobody written to."""
    config = en_main.programme.config
    for service in (config.service(slug), config.repli):
        if service.actif and _destinations(en_main, service.slug):
            return service.slug
    return None


def _rows(en_main: EnMain, readings: Sequence[Lecteur], etape: str) -> Iterator[Alerte]:
    known = _told_for_good(en_main)
    for slug, reader in readings:
        stage = etape if reader == slug else etape + REPLI
        for to in _destinations(en_main, reader):
            if to not in known:
                known.add(to)
                yield Alerte(
                    signalement_id=en_main.signalement.id,
                    service=reader,
                    canal=to.channel,
                    adresse=to.address,
                    etape=stage,
                    creee_le=en_main.now,
                )


def _told_for_good(en_main: EnMain) -> set[Destination]:
    """Where this case is known already, and nothing more is heard of it."""
    copies = signalements.alertes(en_main.tx, en_main.signalement.id)
    return {one.destination for one in copies if not hears_more(one.canal)}


def _destinations(en_main: EnMain, reader: str | None) -> list[Destination]:
    site_id = en_main.signalement.site_id
    return doors(en_main.tx, en_main.programme, reader, site_id) if reader else []


def doors(tx: Tx, programme: Programme, slug: str, site_id: int) -> list[Destination]:
    """All that reaches that service for that site: a territoire may have its own addresses."""
    config = programme.config
    site = config.site(programme.site_slugs[site_id])
    service = config.service(slug).pour(config.quartier(site.quartier).territoire)
    return destinations(tx, programme, service.sur(site.slug))


def _queue(en_main: EnMain, facts: ContenuAlerte, row: Alerte) -> None:
    """A letter that may wait for others joins them; the rest leaves by itself."""
    if forme_of(row.canal) is Forme.COURRIER and _copie(en_main, row).grouped:
        lots.join(en_main, facts, row, _departure(en_main, row))
        return
    message = _message(en_main, facts, row)
    post(en_main.tx, en_main.now, message)
    row.photo = message.content.get("photo")


def _message(en_main: EnMain, facts: ContenuAlerte, row: Alerte) -> Message:
    return Message(
        key=alertes_envoyees.envoi_key(row.id),
        lane=Lane.ALERTE,
        to=row.destination,
        content=_content(en_main, facts, row),
        subject=ALERTE.of(row.id),
        not_before=_leaves(en_main, facts, row),
    )


def _content(en_main: EnMain, facts: ContenuAlerte, row: Alerte) -> dict[str, Any]:
    config = en_main.programme.config
    if forme_of(row.canal) is Forme.FIL:
        return contents.card(facts, config, row, pour=partage.pour(en_main, row))
    if forme_of(row.canal) is Forme.DONNEES:
        return donnees.sent(en_main, facts, row)
    return contents.letter(facts, config, row, follows=letters.follows(en_main.tx, row))


def _leaves(en_main: EnMain, facts: ContenuAlerte, row: Alerte) -> datetime:
    grace = PHOTO_GRACE if facts.photo_etat == A_TELECHARGER else timedelta(0)
    if waits_for_blur(en_main):
        grace = FLOU_GRACE
    return max(_departure(en_main, row), row.creee_le + grace)


def _departure(en_main: EnMain, row: Alerte) -> datetime:
    copie, read = _copie(en_main, row), en_main.signalement.relu_le
    since = max(row.creee_le, read) if read and copie.premiere else row.creee_le
    return departure(copie, since, en_main.programme.calendrier.feries)


def first_departure(en_main: EnMain) -> datetime:
    """When it leaves for its services, from the hour at which it was seen."""
    return _from(en_main, premiere=True)


def sent_from(en_main: EnMain) -> datetime:
    """The same, but for the few seconds in which it may be taken back."""
    return _from(en_main, premiere=False)


def _from(en_main: EnMain, *, premiere: bool) -> datetime:
    row, config = en_main.signalement, en_main.programme.config
    envoi = config.urgence(row.urgence).envoi
    copie = Copie(envoi, row.danger, rappel=False, premiere=premiere, retenue=is_held(en_main))
    return departure(copie, row.relu_le or row.emis_le, en_main.programme.calendrier.feries)


def is_held(en_main: EnMain) -> bool:
    """Whether the coordination is to read it first, and has not."""
    row = en_main.signalement
    urgence = en_main.programme.config.urgence(row.urgence)
    return urgence.retenue and not row.danger and row.relu_le is None


def requeue(en_main: EnMain) -> None:
    """Its hour has changed: what has not left leaves then, with others where it may."""
    facts = en_main.contenu()
    for row in signalements.alertes(en_main.tx, en_main.signalement.id):
        if row.lot_id and lots.keep_back(en_main, row):
            _queue(en_main, facts, row)
        else:
            rewrite_letter(en_main, facts, row)


def _copie(en_main: EnMain, row: Alerte) -> Copie:
    return Copie(
        envoi=en_main.programme.config.urgence(en_main.signalement.urgence).envoi,
        danger=en_main.signalement.danger,
        rappel=row.etape.startswith(tuple(Palier)),
        premiere=row.etape.startswith(partage.SENT),
        retenue=row.etape.startswith(partage.SENT) and is_held(en_main),
    )


def waits_for_blur(en_main: EnMain) -> bool:
    """Whether a photo is about to be blurred; an immediate danger waits for nothing."""
    row = en_main.signalement
    if row.danger:
        return False
    known = photos.of(en_main.tx, row.__tablename__, row.id)
    return any(photos.is_held(one) and one.sortie == A_FLOUTER for one in known)


def _tell_stand_in(en_main: EnMain, reading: Lecteur, etape: str) -> None:
    slug, reader = reading
    if reader == slug:
        return
    service = en_main.programme.config.service(slug)
    means = f"se joint au {service.telephone}" if service.telephone else "n'a pas d'adresse"
    sent = f"Le signalement est parti {au_service(en_main.label(reader))}." if reader else NOBODY
    coordination.tell(
        en_main,
        key=f"signalement:{en_main.signalement.id}:{etape}:sans-canal:{slug}",
        subject=f"[{en_main.reference}] {service.label} {means}",
        text=f"{en_main.reference} : {service.label} {means}. {sent}",
    )


NOBODY: Final = "Personne n'a reçu le signalement : transmettez-le vous-même."
