"""What happened in a room, done as a service's group would do it: reactions, replies, the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.casework import adresses, coordination
from bot.casework.libelles import par_service
from bot.casework.signalement import actes, paroles, repliques, reponses, reprise
from bot.casework.signalement.alerte import GESTES
from bot.casework.signalement.contenu import EnMain
from bot.casework.signalement.deed import DeedSignalement
from bot.casework.signalement.reprise import Reprise
from bot.channels.matrix import content
from bot.channels.matrix.salons import ENCRYPTED, ENCRYPTION, TOMBSTONE
from bot.domain.vies.vie import Acteur
from bot.rendering import render_line, render_text
from bot.signing import AUTRES, stand_in
from storage import alertes_envoyees, signalements
from storage.machine import passages
from storage.machine.db import Tx
from storage.machine.outbox import Destination, Lane, Message, post
from storage.models import ALERTE, Alerte
from storage.programme import Programme
from storage.work import Work

KIND: Final = "matrix"
INVITED, LOST = "carnet.invite", "carnet.leave"
"""Not events of a room: the bot is invited there, or is there no more."""
READ: Final = "évènement d'un salon"
DONE: Final = "réaction d'un salon"
"""Passages: what was read, and which line of a history a reaction wrote."""
PUT_OUT: Final = "le bot a été retiré de ce salon"
MOVED: Final = (
    "Le salon Matrix {{ service|du_service }} ({{ salon }}) a été remplacé par un autre. Les "
    "signalements y vont déjà. Donnez le nouveau dans le fichier : {{ nouveau }}."
)
PICTURES: Final = (
    "📷 {{ v }} : ce fichier n'est pas gardé. Ajoutez une photo sur "
    '<a href="{{ lien }}">la page du signalement</a>.'
)
SHOWN: Final = ("m.image", "m.file", "m.video")


@dataclass(frozen=True, slots=True)
class Entendu:
    """One event of a room; `addresses`: of those that files give, the ones that lead there."""

    room: str
    event: Mapping[str, Any]
    addresses: tuple[str, ...]
    me: str
    """The bot's own name there: what it says itself is no answer."""

    @property
    def kind(self) -> str:
        return str(self.event.get("type", ""))

    @property
    def id(self) -> str:
        return str(self.event.get("event_id", ""))

    @property
    def content(self) -> dict[str, Any]:
        said = self.event.get("content")
        return said if isinstance(said, dict) else {}

    @property
    def source(self) -> str:
        """Of what follows from it, each once."""
        return f"matrix:{self.id}"


@dataclass(frozen=True, slots=True)
class SurCarte:
    """What somebody of a service said or did on a card of theirs."""

    work: Work
    alerte: Alerte
    event: Entendu

    @property
    def en_main(self) -> EnMain:
        """The signalement, held."""
        return EnMain.of(self.work, signalements.lock(self.work.tx, self.alerte.signalement_id))


def addresses(programmes: Mapping[int, Programme]) -> set[str]:
    """The rooms that the files name."""
    services = (one for programme in programmes.values() for one in programme.config.services)
    return {one.matrix for one in services if one.matrix}


def take(tx: Tx, programmes: Mapping[int, Programme], now: datetime, one: Entendu) -> None:
    """Once for each event; what is about no card of ours is not read, and leaves no trace."""
    if one.event.get("sender") == one.me or not one.id:
        return
    if one.kind in _OF_ROOMS and one.addresses:
        if passages.claim(tx, READ, one.id, now):
            for programme in programmes.values():
                _OF_ROOMS[one.kind](Work(tx, programme, now), one)
    elif one.kind in _OF_CARDS and (dit := _on_card(tx, programmes, now, one)):
        if passages.claim(tx, READ, one.id, now):
            _OF_CARDS[one.kind](dit)
    elif one.kind == "m.room.redaction":
        _taken_back(tx, programmes, now, one)


def _on_card(
    tx: Tx, programmes: Mapping[int, Programme], now: datetime, one: Entendu
) -> SurCarte | None:
    """The card that it answers, in that very room: one of another room is somebody else's."""
    shown = [f"{one.room} {event}" for event in content.related(one.content)]
    alerte = alertes_envoyees.shown_as(tx, KIND, shown) if shown else None
    return _dit(tx, programmes, now, alerte, one) if alerte else None


def _dit(
    tx: Tx, programmes: Mapping[int, Programme], now: datetime, alerte: Alerte, one: Entendu
) -> SurCarte | None:
    signalement = signalements.lock(tx, alerte.signalement_id)
    programme = programmes.get(signalement.dispositif_id)
    return SurCarte(Work(tx, programme, now), alerte, one) if programme else None


def _reacted(dit: SurCarte) -> None:
    """A sign that means an answer; any other is talk."""
    acte = GESTES.get(content.gesture(dit.event.content))
    if acte is None:
        return
    signalement = signalements.lock(dit.work.tx, dit.alerte.signalement_id)
    before = _last(dit)
    refused = reponses.passed_on(dit.work, signalement, dit.alerte)
    pressed = (dit.alerte.adresse, "")
    par, role = par_service(dit.alerte), Acteur.SERVICE
    deed = DeedSignalement(acte, par, role, dit.event.source, pressed=pressed)
    said = refused or reponses.done(dit.work, dit.alerte, signalement, deed)
    if (line := _last(dit)) != before:
        # The card shows it: nothing else need be said.
        done = f"{dit.event.id} {dit.alerte.id} {line}"
        passages.claim(dit.work.tx, DONE, done, dit.work.now)
    else:
        _say(dit, {"text": render_text("{{ said }}", said=said)})


def _last(dit: SurCarte) -> int:
    return signalements.standing(dit.work.tx, dit.alerte.signalement_id)[-1].id


def _replied(dit: SurCarte) -> None:
    """A reply is a word for the mediators, a photo one of the repair; a film has no place here."""
    said = dit.event.content
    photo = content.photo(said)
    if photo or said.get("msgtype") == "m.text":
        _told(dit, " ".join(content.typed(said).split()), photo)
    elif said.get("msgtype") in SHOWN:
        mark = stand_in()
        text = render_text(PICTURES, v=dit.en_main.reference, lien=mark)
        _say(dit, {"text": text, AUTRES: {mark: ALERTE.of(dit.alerte.id)}})


def _told(dit: SurCarte, mot: str, photo: str) -> None:
    """Both are kept, when they may be; it is said under what was said."""
    en_main, card, source = dit.en_main, dit.alerte, dit.event.source
    if photo and not repliques.refusal(en_main, card, mot):
        paroles.fetch(en_main, card, photo, source)
    if mot or photo:
        _say(dit, {"text": repliques.heard(en_main, card, mot, source)})


def _say(dit: SurCarte, said: dict[str, Any]) -> None:
    """Under what was said, in that room."""
    key, to = f"{dit.event.source}:1", dit.alerte.destination
    message = Message(key, Lane.PROMPT, to, said | {"answers": dit.event.id})
    post(dit.work.tx, dit.work.now, message)


def _taken_back(tx: Tx, programmes: Mapping[int, Programme], now: datetime, one: Entendu) -> None:
    """A reaction that is taken away takes its answer back, as « Corriger ma réponse » does.

    In its own room only: a server lets anybody of another one name it there.
    """
    named = one.event.get("redacts") or one.content.get("redacts")
    for periode in passages.between(tx, DONE, f"{named} ", f"{named}!"):
        alerte_id, line_id = map(int, periode.split()[1:])
        alerte = signalements.alerte(tx, alerte_id)
        here = alerte is not None and alerte.adresse in one.addresses
        dit = _dit(tx, programmes, now, alerte, one) if alerte and here else None
        line = reprise.correctable(dit.en_main, dit.alerte.service) if dit else None
        if dit and line and line.id == line_id:
            repris = Reprise(par_service(dit.alerte), one.source, (dit.alerte.adresse, ""))
            actes.take_back(dit.work, line.id, repris)


def _closed(raison: str) -> Callable[[Work, Entendu], None]:
    """Nothing can be read there any more: aloud, and the service's other addresses go on."""

    def close(work: Work, one: Entendu) -> None:
        for address in one.addresses:
            only = {work.programme.id: work.programme}
            to = Destination(KIND, address)
            adresses.refused(only, work.tx, work.now, to, "", raison)

    return close


def _moved(work: Work, one: Entendu) -> None:
    """The room was upgraded: followed already, the file alone is behind."""
    following = str(one.content.get("replacement_room", ""))
    for service in _served(work, one):
        values = {"service": service.label, "salon": service.matrix, "nouveau": following}
        coordination.tell(
            work,
            key=f"{one.source}:{service.slug}",
            subject=f"{service.label} : son salon Matrix a été remplacé",
            text=render_line(MOVED, **values),
        )


def _served(work: Work, one: Entendu) -> Iterator[Any]:
    return (each for each in work.programme.config.services if each.matrix in one.addresses)


_OF_ROOMS: Final = {
    ENCRYPTION: _closed(ENCRYPTED),
    LOST: _closed(PUT_OUT),
    TOMBSTONE: _moved,
}
_OF_CARDS: Final = {"m.reaction": _reacted, "m.room.message": _replied}
