"""One group for several services, of two programmes: each alert says for whom, and answers it."""

from __future__ import annotations

from typing import Any

from bot.chat.turn import take
from bot.domain.roles import Role
from storage import people
from storage.machine import inbox
from storage.machine.outbox import Lane
from storage.models import Outbox, ServiceRow, Signalement
from storage.programme import Programme
from tests.bot.chat.test_two_programmes import (
    MONS_COORDINATION,
    MONS_MEDIATRICE,
    both,
    evening,
    mons,
)
from tests.handlers.people import BOT, COORDINATION, MEDIATRICE, Team

__all__ = ["both"]
GROUPE = -1001


def registers(team: Team, programme: Programme, *services: str) -> list[str]:
    """Each service of the programme reads in that group; what is said there."""
    said = []
    for slug in services:
        with team.database.transaction() as tx:
            now, service_id = team.clock.now(), programme.services[slug]
            made = people.invite(tx, programme.id, Role.SERVICE, slug, now, service_id=service_id)
        in_group(team, {"text": f"/start {made.code}"})
        said.append(cards(team)[-1])
    return said


def in_group(team: Team, message: dict[str, Any]) -> None:
    shape = {"message_id": 900, "date": team.sent(), "from": {"id": 888, "first_name": "P"}}
    chat = {"id": GROUPE, "type": "supergroup", "title": "Services"}
    happens(team, {"message": {**shape, "chat": chat, **message}})


def happens(team: Team, change: dict[str, Any]) -> str:
    """An update of the group, whose members Telegram knows; the toast."""
    raw = {"update_id": next(team._numbers), **change}
    with team.database.transaction() as tx:
        (stored,) = inbox.store(tx, BOT, [raw], team.clock.now())
    with team.database.transaction() as tx:
        after = take(tx, team.desk, stored, member=True)
    team.deliver()
    return after.toast


def presses(team: Team, data: str) -> str:
    chat = {"id": GROUPE, "type": "supergroup", "title": "Services"}
    shown = {"message_id": 901, "chat": chat, "date": team.sent()}
    sender = {"id": 888, "is_bot": False, "first_name": "P"}
    return happens(
        team, {"callback_query": {"id": "1", "from": sender, "message": shown, "data": data}}
    )


def cards(team: Team) -> list[str]:
    rows = [row for row in team.rows(Outbox) if row.adresse == str(GROUPE)]
    return [row.contenu["text"] for row in rows if "text" in row.contenu]


def alertes(team: Team) -> list[Outbox]:
    """What was queued for the group in the alerts' lane, oldest first."""
    rows = [row for row in team.rows(Outbox) if row.adresse == str(GROUPE)]
    return [row for row in rows if row.lane == Lane.ALERTE and ":envoi" in row.cle]


def test_a_group_of_two_programmes_reads_for_whom_and_answers_each(both: Team) -> None:
    registers(both, both.programme, "sv-eclairage")
    evening(both, MEDIATRICE)
    assert "Pour :" not in cards(both)[-1]
    written = [one.slug for one in mons(both).config.services if not one.telephone_seulement]
    said, *_others = registers(both, mons(both), *written)
    assert "Ce groupe en sert plusieurs : chaque signalement dit pour qui." in said
    evening(both, MONS_MEDIATRICE)
    both.says(MEDIATRICE, "🔧 Signalement")
    both.taps(MEDIATRICE, "Éclairage", "🆕", "📌", "✅ Envoyer")
    mine, other = alertes(both)[-1], alertes(both)[-2]
    assert "👉 Pour : <b>Éclairage public · Amiens</b>" in mine.contenu["text"]
    assert "V-0002 (Amiens)" in mine.contenu["text"]
    assert "Mons-en-Barœul</b>" in other.contenu["text"]
    assert "V-0001 (Mons-en-Barœul)" in other.contenu["text"]
    for card in (mine, other):
        assert "C'est noté" in presses(both, card.contenu["keyboard"][0][0][1])
    states = {(row.dispositif_id, row.numero): row.statut for row in both.rows(Signalement)}
    assert states[both.programme.id, 2] == states[mons(both).id, 1] == "recu"
    assert states[both.programme.id, 1] == "emis"


def test_each_coordination_learns_of_its_own_services_when_the_group_is_lost(both: Team) -> None:
    registers(both, both.programme, "sv-eclairage", "sv-voirie")
    theirs = next(iter(mons(both).services))
    registers(both, mons(both), theirs)
    bot = {"user": {"id": BOT, "is_bot": True, "first_name": "b"}, "status": "left"}
    chat = {"id": GROUPE, "type": "supergroup", "title": "Services"}
    sender = {"id": 888, "is_bot": False, "first_name": "P"}
    old = {**bot, "status": "member"}
    member = {"chat": chat, "from": sender, "date": both.sent()}
    happens(both, {"my_chat_member": {**member, "old_chat_member": old, "new_chat_member": bot}})
    label = mons(both).config.service(theirs).label
    assert any(label in text for text in both.shown(MONS_COORDINATION))
    assert not any("Éclairage public" in text for text in both.shown(MONS_COORDINATION))
    assert sum("Telegram" in text for text in both.shown(COORDINATION)) == 2
    assert [row for row in both.rows(ServiceRow) if row.groupe_telegram] == []
