"""The pinned tally: the same figures in both phones, every press kept, nothing piled up."""

from __future__ import annotations

from datetime import timedelta

from bot.chat.turn import take
from handlers.presence.feature import FEATURE
from storage import people
from storage.machine import inbox
from storage.models import Outbox, Personne, Presence, PresencePause, Rencontre, Tableau
from tests.handlers.people import (
    AUTRE_BINOME,
    BOT,
    MEDIATEUR,
    MEDIATRICE,
    Team,
    private,
)

NOTHING_YET = (
    "📌 <b>Site A</b> depuis 17 h 04 — "
    "👥 0 rencontre · 🙋 0 sollicitation · ⚡ 0 conflit · 🔧 0 signalement"
)


def starts(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")


def later(team: Team, seconds: int = 3) -> None:
    """What waits a few seconds has left."""
    team.clock.advance(timedelta(seconds=seconds))
    team.catch_up()


def met(team: Team, who: int = MEDIATRICE) -> str:
    """« 12 rencontres »."""
    return team.pinned(who).partition("👥 ")[2].partition(" ·")[0]


def stops(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer")


def test_it_is_pinned_silently_in_both_phones(team: Team) -> None:
    starts(team)
    assert team.pinned(MEDIATRICE) == team.pinned(MEDIATEUR) == NOTHING_YET
    assert team.pinned(AUTRE_BINOME) == ""
    pins = [row.contenu for row in team.rows(Outbox) if row.contenu.get("method")]
    assert [pin["params"]["disable_notification"] for pin in pins] == [True, True]
    _message, data = team.button(MEDIATRICE, "+1 ")
    assert data.startswith("g:tb:1:p.")


def test_a_press_counts_at_once_in_one_row(team: Team) -> None:
    starts(team)
    for _ in range(3):
        team.taps(MEDIATRICE, "+1 12-17 ans")
    assert team.toasts[-1] == "+1 : 12-17 ans. Total : 3."
    assert met(team) == "3 rencontres", "one's own phone does not wait"
    assert met(team, MEDIATEUR) == "0 rencontre"
    later(team)
    assert met(team, MEDIATEUR) == "3 rencontres"
    (row,) = team.rows(Rencontre)
    assert (row.public, row.nombre, row.tranche) == ("ados", 3, "journee")
    assert row.presence_id == team.rows(Presence)[0].id
    assert "17 h 04 · 3 × 12-17 ans" in team.day(MEDIATRICE)


def test_while_one_counts_the_other_phone_waits_for_a_pause_or_six_taps(team: Team) -> None:
    starts(team)
    later(team)
    shown = ""
    for _ in range(7):
        team.taps(MEDIATRICE, "+1 12-17 ans")
        team.catch_up(timedelta(seconds=1))
        shown += met(team, MEDIATEUR)[0]
    assert shown == "0000066"
    team.catch_up(timedelta(seconds=1))
    assert met(team, MEDIATEUR) == "7 rencontres"


def test_both_press_and_nothing_is_lost(team: Team) -> None:
    starts(team)
    for who in (MEDIATRICE, MEDIATEUR, MEDIATRICE, MEDIATEUR):
        team.taps(who, "+1 12-17 ans")
    later(team)
    assert met(team) == met(team, MEDIATEUR) == "4 rencontres"
    assert sorted(row.nombre for row in team.rows(Rencontre)) == [2, 2]


def test_the_same_update_twice_is_one_person(team: Team) -> None:
    starts(team)
    message, data = team.button(MEDIATRICE, "+1 12-17 ans")
    sender = {"id": MEDIATRICE, "is_bot": False, "first_name": "Prénom"}
    shape = {"message_id": message, "chat": private(MEDIATRICE), "date": team.sent()}
    query = {"id": "q", "from": sender, "message": shape, "data": data}
    for _ in range(2):
        with team.database.transaction() as tx:
            raw = [{"update_id": 777_777, "callback_query": query}]
            for stored in inbox.store(tx, BOT, raw, team.clock.now()):
                take(tx, team.desk, stored)
                take(tx, team.desk, stored)
    assert [row.nombre for row in team.rows(Rencontre)] == [1]


def test_a_group_of_five_is_two_presses_and_less_takes_one_back(team: Team) -> None:
    starts(team)
    team.taps(MEDIATRICE, "Groupe de 5")
    team.taps(MEDIATRICE, "+5 12-17 ans", "+1 12-17 ans")
    assert met(team) == "6 rencontres"
    team.taps(MEDIATRICE, "↩️ −1", "↩️ −1")
    assert met(team) == "4 rencontres"
    for _ in range(5):
        team.taps(MEDIATRICE, "↩️ −1")
    assert team.toasts[-1] == "Rien à retirer ici."
    assert met(team) == "0 rencontre"
    team.taps(MEDIATRICE, "Groupe de 5", "Un par un", "+1 12-17 ans")
    assert met(team) == "1 rencontre"


def test_less_takes_nothing_from_a_line_that_was_deleted_and_says_so(team: Team) -> None:
    starts(team)
    team.taps(MEDIATRICE, "+1 Moins de 12 ans", "+1 12-17 ans", "+1 12-17 ans")
    team.says(MEDIATRICE, "📋 Ma journée")
    team.taps(MEDIATRICE, "17 h 04 · 2 × 12-17 ans", "🗑 Supprimer")
    later(team)
    team.taps(MEDIATRICE, "↩️ −1")
    assert team.toasts[-1] == "Rien à retirer : « 12-17 ans » a déjà été supprimé."
    assert met(team) == "1 rencontre"
    team.taps(MEDIATRICE, "↩️ −1")
    assert team.toasts[-1] == "−1 : Moins de 12 ans. Total : 0."


def test_what_is_logged_elsewhere_shows_too_and_a_burst_is_one_edit(team: Team) -> None:
    starts(team)
    before = len(team.rows(Outbox))
    team.says(MEDIATRICE, "👥 Rencontres")
    team.taps(MEDIATRICE, "12-17 ans", "12-17 ans", "26-59 ans")
    assert met(team) == "0 rencontre", "the card that is being pressed goes first"
    later(team)
    edits = [row for row in team.rows(Outbox)[before:] if row.sujet.startswith("tableau:")]
    assert [row.adresse for row in edits] == [str(MEDIATRICE), str(MEDIATEUR)]
    assert met(team) == met(team, MEDIATEUR) == "3 rencontres"
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Éclairage", "📌 Site A", "✅ Envoyer")
    later(team)
    assert "🔧 1 signalement" in team.pinned(MEDIATEUR)


def test_at_the_end_it_becomes_the_summary_and_leaves_the_top(team: Team) -> None:
    starts(team)
    team.taps(MEDIATRICE, "+1 12-17 ans")
    team.clock.advance(timedelta(hours=1))
    stops(team)
    for who in (MEDIATRICE, MEDIATEUR):
        assert team.pinned(who) == ""
        (summary,) = [text for text in team.shown(who) if text.startswith("✅ Présence terminée.")]
        assert "17 h 04 → 18 h 04" in summary
        assert "1 rencontre" in summary
    number = team.rows(Tableau)[0].message_id or 0
    assert "keyboard" not in team.phones[MEDIATRICE][number]
    assert team.presses(MEDIATRICE, number, "g:tb:1:p.ados") == "Cette présence est terminée."
    assert [row.nombre for row in team.rows(Rencontre)] == [1]


def test_moving_on_closes_one_and_opens_the_next(team: Team) -> None:
    starts(team)
    team.clock.advance(timedelta(hours=1))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "🔁 Changer de site", "📍 Site B")
    for who in (MEDIATRICE, MEDIATEUR):
        assert team.pinned(who).startswith("📌 <b>Site B</b> depuis 18 h 04")
        assert len(team.pins[who]) == 1


def test_closed_by_the_clock_it_is_closed_too(team: Team) -> None:
    starts(team)
    for hours in (4.5, 1.5):
        team.clock.advance(timedelta(hours=hours))
        team.rings(*FEATURE.clocks.values())
        team.deliver()
    assert team.rows(Presence)[0].fin is not None
    assert team.pinned(MEDIATRICE) == team.pinned(MEDIATEUR) == ""


def test_whoever_is_not_there_loses_it_and_alone_there_is_one(team: Team) -> None:
    starts(team)
    team.taps(MEDIATEUR, "✋")
    assert team.pinned(MEDIATEUR) == ""
    assert team.pinned(MEDIATRICE) == NOTHING_YET


def test_whoever_leaves_the_team_sees_no_figure_any_more(team: Team) -> None:
    starts(team)
    with team.database.transaction() as tx:
        left = tx.query(Personne).filter(Personne.telegram_id == MEDIATEUR).one()
        people.revoke(tx, left, team.clock.now())
    team.taps(MEDIATRICE, "+1 12-17 ans")
    later(team)
    assert team.pinned(MEDIATEUR) == ""
    assert not any("1 rencontre" in text for text in team.shown(MEDIATEUR))


def test_help_to_another_binome_leaves_ones_own_tally_alive(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "👤 Autre binôme", "Avec Binôme 2", "✅ Démarrer")
    team.says(MEDIATEUR, "▶️ Présence")
    team.taps(MEDIATEUR, "✅ Démarrer")
    team.says(MEDIATRICE, "/aide")
    own, other = team.rows(Presence)[1], team.rows(Presence)[0]
    live = {(row.presence_id, row.chat_id) for row in team.rows(Tableau) if not row.clos_le}
    assert {(own.id, MEDIATEUR), (other.id, MEDIATRICE), (other.id, AUTRE_BINOME)} == live


def test_a_deleted_presence_takes_it_away(team: Team) -> None:
    starts(team)
    team.says(MEDIATRICE, "📋 Ma journée")
    team.taps(MEDIATRICE, "17 h 04 · Présence", "🗑 Supprimer")
    assert team.pinned(MEDIATRICE) == ""
    assert "Site A : présence supprimée." in team.shown(MEDIATRICE)


def test_stop_and_danger_open_below_and_the_tally_stays(team: Team) -> None:
    starts(team)
    number, _ = team.button(MEDIATRICE, "+1 ")
    team.presses(MEDIATRICE, number, "g:tb:1:fin")
    assert "En cours : <b>Site A</b>" in team.reads(MEDIATRICE)
    team.presses(MEDIATRICE, number, "g:tb:1:aide")
    assert "Quelle difficulté ?" in team.reads(MEDIATRICE)
    assert team.pinned(MEDIATRICE) == NOTHING_YET


def test_nobody_presses_for_another_and_unknown_keys_count_nothing(team: Team) -> None:
    starts(team)
    assert team.presses(MEDIATEUR, 1, "g:tb:1:p.ados").startswith("Ce bouton appartient")
    assert team.presses(MEDIATRICE, 1, "g:tb:1:p.martiens") == "Ce bouton n'est plus reconnu."
    assert team.presses(MEDIATRICE, 1, "g:tb:99:p.ados").startswith("Ce bouton appartient")
    assert team.rows(Rencontre) == []


def test_its_keys_are_the_publics_that_the_binome_meets_most(team: Team) -> None:
    team.says(MEDIATRICE, "9 seniors 4 adultes 1 commerçant")
    team.taps(MEDIATRICE, "📍 Site A", "✅ Enregistrer", "⏭ Passer")
    team.clock.advance(timedelta(minutes=5))
    starts(team)
    keys = [label for label in keys_of(team) if label.startswith("+1")]
    publics = [key.partition(" ")[2] for key in keys]
    assert publics == ["26-59 ans", "60 ans et plus", "Commerçant·e"], "in the order of the file"
    team.says(MEDIATRICE, "9 ados")
    team.taps(MEDIATRICE, "✅ Enregistrer")
    team.clock.advance(timedelta(minutes=5))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "🔁 Changer de site", "📍 Site B")
    assert team.pinned(MEDIATRICE).startswith("📌 <b>Site B")
    assert [label for label in keys_of(team) if label.startswith("+1")] == keys, "all evening"


def test_a_pause_stands_on_it_and_ends_under_the_same_thumb(team: Team) -> None:
    starts(team)
    team.clock.advance(timedelta(minutes=6))
    team.says(MEDIATRICE, "▶️ Présence")
    assert team.taps(MEDIATRICE, "☕ Pause") == "☕ Pause depuis 17 h 10."
    number, data = team.button(MEDIATRICE, "▶️ Reprendre")
    later(team)
    for who in (MEDIATRICE, MEDIATEUR):
        assert "depuis 17 h 04 — ☕ en pause depuis 17 h 10 — 👥 0" in team.pinned(who)
    team.clock.advance(timedelta(minutes=10))
    team.presses(MEDIATRICE, number, data)
    assert team.reads(MEDIATRICE) == "<b>Site A</b>. ▶️ Reprise à 17 h 20."
    assert [pause.fin for pause in team.rows(PresencePause)] == [team.clock.now()]
    later(team)
    assert team.pinned(MEDIATEUR) == NOTHING_YET
    team.presses(MEDIATRICE, number, data)
    assert team.reads(MEDIATRICE) == "<b>Site A</b>. ▶️ La présence a déjà repris."
    stops(team)
    team.presses(MEDIATRICE, number, data)
    assert team.toasts[-1] == "Déjà terminée."


def keys_of(team: Team) -> list[str]:
    number = team.pins[MEDIATRICE][-1]
    return [label for row in team.phones[MEDIATRICE][number]["keyboard"] for label, *_ in row]
