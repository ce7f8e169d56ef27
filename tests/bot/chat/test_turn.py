"""One update, one transaction: who may, what is under way, and what is never kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.chat import words
from bot.chat.desk import Desk
from bot.chat.turn import take
from bot.clock import MovableClock
from bot.domain.roles import Role
from bot.engine.script import Flow
from storage.machine import inbox
from storage.machine.db import Database
from storage.models import (
    Conversation,
    Outbox,
    Personne,
    Presence,
    Rencontre,
    Signalement,
)
from tests.bot.chat.test_groups import membership, posted
from tests.handlers.people import (
    AUTRE_BINOME,
    BOT,
    COORDINATION,
    INCONNUE,
    MEDIATEUR,
    MEDIATRICE,
    Team,
    open_team,
)
from tests.storage.dispositif_cast import edited


def test_the_same_update_twice_is_handled_once(team: Team) -> None:
    raw = {
        "update_id": 41,
        "message": {
            "message_id": 1,
            "date": team.sent(),
            "chat": {"id": MEDIATRICE, "type": "private"},
            "from": {"id": MEDIATRICE, "is_bot": False, "first_name": "x"},
            "text": "8 ados",
        },
    }
    with team.database.transaction() as tx:
        (stored,) = inbox.store(tx, BOT, [raw], team.clock.now())
    for _ in range(2):
        with team.database.transaction() as tx:
            take(tx, team.desk, stored)
    assert len(team.rows(Conversation)) == 1
    assert len(posted(team, MEDIATRICE)) == 1


@pytest.mark.parametrize("word", ["/aide", "/AIDE", "/aide@b", "/start"])
def test_help_and_start_bring_the_menu_back(team: Team, word: str) -> None:
    team.says(MEDIATRICE, word)
    menu = team.phones[MEDIATRICE][team.latest[MEDIATRICE]]["menu"]
    labels = [label for row in menu for label in row]
    assert labels[:2] == ["▶️ Présence", "👥 Rencontres"]
    assert labels[-2:] == ["➕ Autre", "📋 Ma journée"]
    assert labels.index("⚡ Conflit") < labels.index("🔧 Signalement")


def test_what_nobody_understands_comes_back_whole(team: Team) -> None:
    assert "« il fait froid »" in team.says(MEDIATRICE, "il fait froid")
    assert team.taps(MEDIATRICE, "🗑 Jeter") == "🗑 Jeté. Rien n'a été noté."


@pytest.mark.parametrize("text", ["▶️ Présence", "/signalement", "8 ados", "il fait froid"])
def test_the_coordination_is_shown_its_own_buttons(team: Team, text: str) -> None:
    assert team.says(COORDINATION, text) == words.OFFICE
    assert team.rows(Conversation) == []


@pytest.mark.parametrize("text", ["▶️ Présence", "/signalement", "8 ados", "il fait froid"])
def test_a_reader_has_nothing_to_enter(team: Team, text: str) -> None:
    with team.database.transaction() as tx:
        reader = update(Personne).where(Personne.telegram_id == COORDINATION)
        tx.execute(reader.values(role=Role.COMITE))
    assert team.says(COORDINATION, text) == words.COMITE_HELP
    assert team.rows(Conversation) == []


def test_a_photo_from_a_reader_is_declined(team: Team) -> None:
    picture = {"file_id": "a", "file_unique_id": "a", "width": 9, "height": 9}
    said = team.sends(COORDINATION, {"photo": [picture]})
    assert said == words.TO_OFFICES[words.REFUSED_OTHERWISE]
    assert "photo" not in said, "what was just declined is not asked for"


@pytest.mark.parametrize("kind", ["voice", "sticker", "contact", "poll", "document", "audio"])
def test_each_thing_that_is_not_taken_has_its_sentence(team: Team, kind: str) -> None:
    assert team.sends(MEDIATRICE, {kind: {}}) == words.REFUSED[kind]


def test_another_conversation_parks_the_first_and_offers_it_again(team: Team) -> None:
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "📍 Site A")
    team.says(MEDIATRICE, "👥 Rencontres")
    team.says(MEDIATRICE, "/annuler")
    assert "« Signalement » commencée à 17 h 04" in team.reads(MEDIATRICE)
    assert "De quoi s'agit-il ?" in team.taps(MEDIATRICE, "▶️ Reprendre")


def test_a_draft_taken_up_twice_shows_its_question_again_and_to_its_author_only(
    team: Team,
) -> None:
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "📍 Site A")
    team.says(MEDIATRICE, "👥 Rencontres")
    team.says(MEDIATRICE, "/annuler")
    number, data = team.button(MEDIATRICE, "▶️ Reprendre")
    for _ in range(2):
        assert team.presses(MEDIATRICE, number, data) == ""
        assert "De quoi s'agit-il ?" in team.reads(MEDIATRICE)
    assert team.presses(AUTRE_BINOME, number, data) == words.GONE


def test_the_last_tap_done_twice_is_said_to_be_noted(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    number, data = team.button(MEDIATRICE, "✅ Démarrer")
    team.presses(MEDIATRICE, number, data)
    assert team.presses(MEDIATRICE, number, data) == words.ALREADY_NOTED
    assert len(team.rows(Presence)) == 1


def test_a_tap_on_a_conversation_left_behind_is_not_said_to_be_noted(team: Team) -> None:
    team.says(MEDIATRICE, "👥 Rencontres")
    number, data = team.button(MEDIATRICE, "📍 Site A")
    team.says(MEDIATRICE, "📋 Ma journée")
    assert team.presses(MEDIATRICE, number, data) == words.GONE


@pytest.mark.parametrize("data", ["", "c:999:1:p:x", "n'importe quoi", "g:inconnu:1:ok"])
def test_a_button_that_was_never_made_is_said_not_to_be_known(team: Team, data: str) -> None:
    said = team.presses(MEDIATRICE, 1, data)
    assert said in ("Ce bouton n'est plus reconnu.", words.GONE)


def test_a_conversation_goes_on_under_a_newer_script(team: Team) -> None:
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "📍 Site A", "Tag")
    team.desk = newer(team.desk, "signalement")
    # Same answers, first missing question; its older buttons are recognised as old.
    said = team.says(MEDIATRICE, "sous le porche")
    assert "Tag</b> · Site A, sous le porche" in said
    assert team.rows(Conversation)[0].version == 2
    assert "V-0001" in team.taps(MEDIATRICE, "✅ Envoyer")


def newer(desk: Desk, name: str) -> Desk:
    def bumped(flow: Flow) -> Flow:
        return replace(flow, version=flow.version + 1) if flow.name == name else flow

    handlers = tuple(replace(one, flow=bumped(one.flow)) for one in desk.handlers)
    return replace(desk, handlers=handlers)


def test_a_conversation_whose_flow_is_gone_is_said_to_be(team: Team) -> None:
    team.says(MEDIATRICE, "🔧 Signalement")
    kept = [one for one in team.desk.handlers if one.flow.name != "signalement"]
    team.desk = replace(team.desk, handlers=tuple(kept))
    assert team.says(MEDIATRICE, "Tag") == words.GONE


def test_what_was_reported_meanwhile_is_shown_before_it_is_reported_again(team: Team) -> None:
    for who in (MEDIATRICE, MEDIATEUR):
        team.says(who, "🔧 Signalement")
        team.taps(who, "📍 Site A", "Éclairage", "📌 Site A")
    team.taps(MEDIATRICE, "✅ Envoyer")
    said = team.taps(MEDIATEUR, "✅ Envoyer")
    assert said.startswith("Déjà signalé le 17/11 : <b>V-0001</b>")
    team.taps(MEDIATEUR, "✖️")
    assert len(team.rows(Signalement)) == 1


def test_a_revoked_person_is_a_stranger_at_once(team: Team) -> None:
    team.says(MEDIATRICE, "👥 Rencontres")
    with team.database.transaction() as tx:
        gone = update(Personne).where(Personne.telegram_id == MEDIATRICE)
        tx.execute(gone.values(revoquee_le=team.clock.now()))
    team.taps(MEDIATRICE, "📍 Site A")
    assert team.reads(MEDIATRICE) == words.STRANGER
    assert team.rows(Rencontre) == []


def test_a_stranger_hears_one_refusal_a_day(team: Team) -> None:
    for text in ("bonjour", "8 ados", "/aide"):
        team.says(INCONNUE, text)
    assert team.shown(INCONNUE) == [words.STRANGER]
    team.clock.advance(timedelta(days=1))
    team.says(INCONNUE, "bonjour")
    assert len(team.shown(INCONNUE)) == 2


@pytest.mark.parametrize("status", ["kicked", "member"])
def test_a_stranger_who_blocks_the_bot_is_told_nothing(team: Team, status: str) -> None:
    membership(team, status, who=INCONNUE)
    assert posted(team, INCONNUE) == []


def test_a_site_s_name_is_shown_literally_by_every_sentence(
    sqlite_database: Database, clock: MovableClock
) -> None:
    """Telegram refuses a message with a tag or an ampersand of its own."""
    team = open_team(sqlite_database, clock, edited('label: "Site A"', 'label: "A <b>& co"'))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.taps(MEDIATEUR, "👍")
    team.says(MEDIATRICE, "8 ados")
    team.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Éclairage", "📌", "✅ Envoyer")
    team.says(MEDIATRICE, "📋 Ma journée")
    team.taps(MEDIATRICE, "17 h 04", "✏️ Heure de début", "16 h 49")
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")
    chats = [row.contenu.get("text", "") for row in team.rows(Outbox) if row.canal == "telegram"]
    named = [text for text in chats if "co" in text]
    assert len(named) > 10
    for text in named:
        assert "<b>&" not in text.replace("<b>A &lt;b&gt;&amp; co</b>", "")
        assert "& co" not in text
