"""A service's group, or its topic: it registers, presses buttons, and is not listened to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from bot.chat import words
from bot.chat.turn import take
from bot.clock import MovableClock
from storage import people
from storage.machine import inbox
from storage.machine.db import Database
from storage.models import (
    Inbox,
    Outbox,
    ServiceRow,
)
from tests.handlers.people import (
    BOT,
    COORDINATION,
    MEDIATRICE,
    Team,
    open_team,
)
from tests.storage.dispositif_cast import edited

GROUP: dict[str, Any] = {"id": -77, "type": "group", "title": "Éclairage"}
AGENT = {"id": 900, "is_bot": False, "first_name": "Agent"}


def in_group(team: Team, **content: Any) -> None:
    envelope = {"message_id": 1, "date": team.sent(), "chat": GROUP, "from": AGENT}
    team.updates({"message": {**envelope, **content}})


def membership(team: Team, status: str, who: int | None = None) -> None:
    chat = {"id": who, "type": "private", "first_name": "x"} if who else GROUP
    sender = {**AGENT, "id": who or 900}
    team.updates(
        {"my_chat_member": {"chat": chat, "from": sender, "new_chat_member": {"status": status}}}
    )


def posted(team: Team, address: int) -> list[Outbox]:
    return [row for row in team.rows(Outbox) if row.adresse == str(address)]


def test_talk_in_a_group_is_neither_answered_nor_kept(team: Team) -> None:
    in_group(team, text="entre nous")
    in_group(team, photo=[], caption="chez nous")
    assert posted(team, GROUP["id"]) == []
    assert all("nous" not in row.contenu for row in team.rows(Inbox))


def test_a_group_that_nobody_registered_is_left_after_ten_minutes(team: Team) -> None:
    membership(team, "member")
    asked, left = posted(team, GROUP["id"])
    assert asked.contenu["text"] == words.GROUP_UNKNOWN
    assert left.contenu["method"] == "leaveChat"
    assert left.pas_avant - team.clock.now() == timedelta(minutes=10)


def test_a_stranger_s_group_is_answered_once_a_day_whatever_it_tries(team: Team) -> None:
    membership(team, "member")
    for text in ("/start@b FAUX", "/start@b", "/start@b V-0001", "/start@b amiens"):
        in_group(team, text=text)
    said = [row for row in posted(team, GROUP["id"]) if "text" in row.contenu]
    assert len(said) == 1
    assert "miens" not in said[0].contenu["text"]
    assert {row.oublier_le is None for row in posted(team, GROUP["id"])} == {False}
    in_group(team, text=f"/start@b {service_code(team)}")
    assert "reçoit désormais" in posted(team, GROUP["id"])[-1].contenu["text"]


def test_a_group_s_name_is_shown_literally_when_it_registers(
    sqlite_database: Database, clock: MovableClock
) -> None:
    config = edited('label: "Éclairage public", emails', 'label: "Éclairage <b>& co", emails')
    team = open_team(sqlite_database, clock, config)
    in_group(team, text=f"/start {service_code(team)}")
    said = posted(team, GROUP["id"])[0].contenu["text"]
    assert "pour Éclairage &lt;b&gt;&amp; co." in said


def service_code(team: Team) -> str:

    with team.database.transaction() as tx:
        return people.invite(
            tx,
            team.programme.id,
            "service",
            "sv-eclairage",
            team.clock.now(),
            service_id=team.programme.services["sv-eclairage"],
        ).code


def test_a_registered_group_that_puts_the_bot_out_is_forgotten_and_told(team: Team) -> None:
    in_group(team, text=f"/start@b {service_code(team)}")
    membership(team, "kicked")
    with team.database.transaction() as tx:
        found = select(ServiceRow.groupe_telegram).where(ServiceRow.slug == "sv-eclairage")
        assert tx.execute(found).scalar() is None
    assert "Les prochains partent par courriel" in team.reads(COORDINATION)


def test_a_topic_registers_by_itself_whoever_of_the_group_writes_there(team: Team) -> None:
    topic = {"message_thread_id": 7, "is_topic_message": True}
    in_group(team, text=f"/start@autre_bot {service_code(team)}", **topic)
    assert posted(team, GROUP["id"]) == []
    in_group(team, text=f"/Start@B {service_code(team)}", sender_chat=GROUP, **topic)
    (said,) = [row for row in team.rows(Outbox) if row.adresse == "-77/7"]
    assert said.contenu["text"].startswith("Ce sujet reçoit désormais les signalements")
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Éclairage", "📌", "✅ Envoyer")
    alert = next(row for row in team.rows(Outbox) if row.cle == "alerte:1:envoi")
    assert alert.adresse == "-77/7"
    taken = alert.contenu["keyboard"][0][0][1]
    press = {"message_id": 1, "chat": GROUP, "date": team.sent()}
    query = {"callback_query": {"id": "q", "from": AGENT, "message": press, "data": taken}}
    with team.database.transaction() as tx:
        (stored,) = inbox.store(tx, BOT, [{"update_id": 10**9, **query}], team.clock.now())
    with team.database.transaction() as tx:
        assert "réserv" not in take(tx, team.desk, stored, member=True).toast
    membership(team, "kicked")
    with team.database.transaction() as tx:
        found = select(ServiceRow.sujet_telegram).where(ServiceRow.slug == "sv-eclairage")
        assert tx.execute(found).scalar() is None
