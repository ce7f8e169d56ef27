"""What a service's group says of a card beside its buttons: replies, photos, a thumb."""

from __future__ import annotations

from typing import Any

import pytest

from bot.clock import MovableClock
from bot.domain.departs import REPENTIR
from bot.domain.vies.signalement import StatutSignalement
from storage.machine.db import Database
from storage.models import Alerte, Note, Outbox, Photo, Signalement
from storage.photos import A_TELECHARGER, A_VERIFIER
from tests.bot.chat.test_shared_group import GROUPE, cards, happens, registers
from tests.handlers.people import MEDIATRICE, Team, open_team
from tests.storage.dispositif_cast import edited

CHAT: dict[str, Any] = {"id": GROUPE, "type": "supergroup", "title": "Services"}
AGENT = {"id": 888, "is_bot": False, "first_name": "P"}
ECLAIRAGE = '{slug: sv-eclairage, label: "Éclairage public", '
WORD = "La nacelle passe jeudi matin."


@pytest.fixture
def team(sqlite_database: Database, clock: MovableClock) -> Team:
    """A dead lamp, reported to the group of Éclairage public."""
    opened = open_team(sqlite_database, clock)
    registers(opened, opened.programme, "sv-eclairage")
    opened.says(MEDIATRICE, "▶️ Présence")
    opened.taps(MEDIATRICE, "✅ Démarrer")
    opened.says(MEDIATRICE, "🔧 Signalement")
    opened.taps(MEDIATRICE, "Éclairage", "📌", "✅ Envoyer")
    opened.clock.advance(REPENTIR)
    opened.deliver()
    return opened


def card(team: Team) -> int:
    """The number of the card in the group."""
    (row,) = [one for one in team.rows(Alerte) if one.canal == "telegram"]
    assert row.message_id
    return row.message_id


def replies(team: Team, to: int, **content: Any) -> list[str]:
    """Somebody of the group replies to that message; what was said there since."""
    before = len(team.rows(Outbox))
    shown = {"message_id": to, "chat": CHAT, "date": team.sent()}
    envelope = {"message_id": 950, "date": team.sent(), "chat": CHAT, "from": AGENT}
    happens(team, {"message": {**envelope, "reply_to_message": shown, **content}})
    new = team.rows(Outbox)[before:]
    return [one.contenu["text"] for one in new if one.adresse == str(GROUPE)]


def reacts(team: Team, to: int, new: str, old: str = "") -> None:
    def shape(emoji: str) -> list[dict[str, str]]:
        return [{"type": "emoji", "emoji": emoji}] if emoji else []

    change = {"chat": CHAT, "message_id": to, "user": AGENT, "date": team.sent()}
    happens(
        team,
        {"message_reaction": {**change, "old_reaction": shape(old), "new_reaction": shape(new)}},
    )


def statut(team: Team) -> str:
    return team.rows(Signalement)[0].statut


def test_a_reply_to_the_card_is_a_word_for_the_mediators_and_changes_no_state(team: Team) -> None:
    said = replies(team, card(team), text=WORD)
    assert any("c'est transmis aux médiateurs" in one for one in said)
    assert f"« {WORD} »" in team.reads(MEDIATRICE)
    assert "un mot du service Éclairage public" in team.reads(MEDIATRICE)
    assert statut(team) == StatutSignalement.EMIS
    assert [one.texte for one in team.rows(Note)] == [WORD]
    assert all(WORD not in one for one in cards(team)), "nobody else reads it"


def test_what_is_no_reply_to_a_card_of_theirs_is_neither_read_nor_answered(team: Team) -> None:
    shown = card(team)
    assert replies(team, shown + 7, text=WORD) == []
    assert replies(team, shown + 7, photo=[], caption=WORD) == []
    assert team.rows(Note) == []
    with team.database.transaction() as tx:
        tx.get_one(Signalement, 1).statut = StatutSignalement.VERIFIE
    (answered,) = replies(team, shown, text=WORD)
    assert "n'attend plus rien de ce groupe" in answered
    assert team.rows(Note) == []


def test_a_word_that_names_somebody_is_not_kept(team: Team) -> None:
    (answered,) = replies(team, card(team), text="Voir M. Untel au 06 39 98 12 34")
    assert "redites-le sans nom" in answered
    assert "39 98" not in answered
    assert team.rows(Note) == []


def test_a_photo_in_reply_is_the_repair_and_waits_for_the_face_question(team: Team) -> None:
    sizes = [{"file_id": "grande", "file_unique_id": "g", "width": 90, "height": 90}]
    replies(team, card(team), photo=sizes, caption=WORD)
    (photo,) = team.rows(Photo)
    assert (photo.objet, photo.file_id) == ("signalement_acte", "grande")
    assert (photo.etat, photo.sortie) == (A_TELECHARGER, A_VERIFIER)
    assert f"« {WORD} »" in team.reads(MEDIATRICE)


def test_a_thumb_is_bien_recu_once_and_nothing_is_said_in_the_group(team: Team) -> None:
    shown, before = card(team), len(cards(team))
    for emoji, old in (("🔥", ""), ("", "👍")):
        reacts(team, shown, emoji, old)
    assert statut(team) == StatutSignalement.EMIS
    reacts(team, shown, "👍")
    assert statut(team) == StatutSignalement.RECU
    assert "bien reçu par Éclairage public" in team.reads(MEDIATRICE)
    assert "Bien reçu" in cards(team)[-1]
    reacts(team, shown, "👍")
    assert len(cards(team)) == before + 1, "the card is rewritten once, and nothing is said"


def test_each_site_has_its_topic_where_its_cards_are_answered_like_any_other(
    sqlite_database: Database, clock: MovableClock
) -> None:
    topics = "sujet: 5, sujets: [{site: site-b, sujet: 9}], "
    team = open_team(sqlite_database, clock, edited(ECLAIRAGE, ECLAIRAGE + topics))
    registers(team, team.programme, "sv-eclairage")
    for site in ("📍 Site A", "📍 Site B"):
        team.says(MEDIATRICE, "🔧 Signalement")
        team.taps(MEDIATRICE, site, "Éclairage", "📌", "✅ Envoyer")
    team.clock.advance(REPENTIR)
    team.deliver()
    cards = [one for one in team.rows(Alerte) if one.canal == "telegram"]
    assert [one.adresse for one in cards] == [f"{GROUPE}/5", f"{GROUPE}/9"]
    shown = cards[1].message_id or 0
    # What a reaction is told of bears no topic.
    reacts(team, shown, "👍")
    assert [one.statut for one in team.rows(Signalement)] == ["emis", "recu"]
    topic = {"message_thread_id": 9, "is_topic_message": True}
    replies(team, shown, text=WORD, **topic)
    answer = next(one for one in team.rows(Outbox) if "transmis" in one.contenu.get("text", ""))
    assert answer.adresse == f"{GROUPE}/9"
    assert [one.texte for one in team.rows(Note)] == [WORD]
