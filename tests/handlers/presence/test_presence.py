"""A presence as the binôme lives it: two taps to start, two to stop, and every hour kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from handlers.presence.clock import follow_up
from storage.models import Outbox, Presence, PresencePause, PresenceSegment
from storage.work import Work
from tests.handlers.people import AUTRE_BINOME, MEDIATEUR, MEDIATRICE, Team

HALF_PAST_NINE = datetime(2026, 11, 17, 20, 30, tzinfo=UTC)
"""Thirty minutes after the planned end, 21:00 in Paris."""


def starts(team: Team, who: int = MEDIATRICE) -> Presence:
    team.says(who, "▶️ Présence")
    team.taps(who, "✅ Démarrer")
    return team.rows(Presence)[-1]


def ticks(team: Team, later: timedelta | None = None) -> None:
    """The clock's own deed, run twice: it must not matter."""
    if later:
        team.clock.advance(later)
    for _ in range(2):
        with team.database.transaction() as tx:
            follow_up(
                Work(tx, team.programme, team.clock.now()),
            )
    team.deliver()


def asked(team: Team) -> Presence:
    """A presence that nobody stopped, half an hour after its planned end."""
    starts(team)
    team.clock.set(HALF_PAST_NINE)
    ticks(team)
    return team.rows(Presence)[0]


def test_the_planned_slot_is_offered_and_kept(team: Team) -> None:
    assert "Prévu : <b>Site A</b>, 17 h 00 – 21 h 00" in team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    (presence,) = team.rows(Presence)
    assert (presence.debut, presence.mediateurs) == (team.clock.now(), 2)
    assert presence.fin_prevue == datetime(2026, 11, 17, 20, 0, tzinfo=UTC)
    assert presence.intervention_id == team.programme.interventions["site-a-automne-2026"]


def test_started_elsewhere_alone_and_earlier_in_as_many_shortcuts(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "📍 Autre site", "📍 Site B")
    team.taps(MEDIATRICE, "👤 Autre binôme", "Seul·e")
    team.taps(MEDIATRICE, "🕐 Déjà commencé")
    said = team.says(MEDIATRICE, "16h45")
    assert "Site B</b>, seul·e, depuis 16 h 45" in said
    team.taps(MEDIATRICE, "✅ Démarrer")
    (presence,) = team.rows(Presence)
    assert presence.site_id == team.programme.sites["site-b"]
    assert presence.debut == datetime(2026, 11, 17, 15, 45, tzinfo=UTC)
    assert presence.mediateurs == 1
    assert team.shown(MEDIATEUR) == []


def test_both_start_at_once_and_there_is_one_presence(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.says(MEDIATEUR, "▶️ Présence")
    team.taps(MEDIATEUR, "✅ Démarrer")
    said = team.taps(MEDIATRICE, "✅ Démarrer")
    assert said == "<b>Site A</b> : une présence était déjà en cours depuis 17 h 04."
    assert len(team.rows(Presence)) == 1


def test_the_other_one_may_say_that_they_are_not_there(team: Team) -> None:
    starts(team)
    team.taps(MEDIATEUR, "✋")
    assert team.rows(Presence)[0].mediateurs == 1
    assert "comptée pour une seule personne" in team.reads(MEDIATRICE)
    told = len(team.shown(MEDIATRICE))
    number, _ = next(reversed(team.phones[MEDIATEUR].items()))
    team.presses(MEDIATEUR, number, "g:pr:1:absent")
    assert len(team.shown(MEDIATRICE)) == told, "said once"


def test_a_slip_of_the_finger_on_not_there_is_taken_back(team: Team) -> None:
    starts(team)
    team.taps(MEDIATEUR, "✋")
    assert "Si, j'y suis" in team.labels(MEDIATEUR)[0]
    assert team.taps(MEDIATEUR, "👍 Si") == "<b>Site A</b> : présence en cours, à deux."
    assert team.rows(Presence)[0].mediateurs == 2
    assert team.reads(MEDIATRICE).endswith("La présence est comptée pour deux.")
    assert "Site A" in team.pinned(MEDIATEUR)


def test_agreeing_changes_nothing(team: Team) -> None:
    starts(team)
    assert team.taps(MEDIATEUR, "👍") == "<b>Site A</b> : présence en cours, à deux."
    assert team.rows(Presence)[0].mediateurs == 2


def test_stopping_saves_at_once_and_the_rest_may_be_skipped(team: Team) -> None:
    starts(team)
    team.clock.advance(timedelta(hours=3, minutes=48))
    team.says(MEDIATRICE, "/terminer")
    said = team.taps(MEDIATRICE, "⏹ Terminer")
    assert "17 h 04 → 20 h 52 (3 h 48 : 0 h 56 en journée, 2 h 52 en soirée)" in said
    assert team.rows(Presence)[0].fin == team.clock.now()
    assert "Votre binôme a terminé la présence" in team.reads(MEDIATEUR)
    assert "Ambiance" not in team.taps(MEDIATRICE, "⏭ Passer", "⏭ Passer")
    assert sum(segment.minutes for segment in team.rows(PresenceSegment)) == 228


def test_leaving_after_the_stop_keeps_what_was_said(team: Team) -> None:
    starts(team)
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer", "😟 1")
    said = team.taps(MEDIATRICE, "✖️")
    assert said.startswith("✅ Présence terminée.")
    (presence,) = team.rows(Presence)
    assert presence.fin is not None
    assert presence.ambiance == 1


def test_the_end_is_corrected_by_a_button_or_in_words_never_to_come(team: Team) -> None:
    starts(team)
    team.clock.advance(timedelta(hours=2))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer", "✏️ Corriger l'heure")
    assert "21 h 00" not in team.labels(MEDIATRICE), "the planned end is still to come"
    assert "→ 18 h 50" in team.says(MEDIATRICE, "18h50")
    assert "Je n'ai pas compris l'heure" in (
        team.taps(MEDIATRICE, "✏️ Corriger l'heure") and team.says(MEDIATRICE, "tard")
    )
    said = team.taps(MEDIATRICE, "18 h 34")
    assert "→ 18 h 34 (1 h 30" in said


def test_an_end_before_the_start_is_refused_and_said(team: Team) -> None:
    starts(team)
    team.clock.advance(timedelta(minutes=30))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer", "✏️ Corriger l'heure")
    assert "ne peut pas venir avant le début" in team.says(MEDIATRICE, "16h00")
    assert "n'est pas encore passée" in team.says(MEDIATRICE, "18h00")


def test_a_break_is_not_worked(team: Team) -> None:
    starts(team)
    for label in ("☕ Pause", "▶️ Reprendre", "⏹ Terminer"):
        team.says(MEDIATRICE, "▶️ Présence")
        team.taps(MEDIATRICE, label)
        team.clock.advance(timedelta(minutes=20))
    assert sum(segment.minutes for segment in team.rows(PresenceSegment)) == 20


def test_both_taking_the_same_break_is_one_break(team: Team) -> None:
    starts(team)
    team.says(MEDIATRICE, "▶️ Présence")
    team.says(MEDIATEUR, "▶️ Présence")
    team.taps(MEDIATRICE, "☕ Pause")
    team.taps(MEDIATEUR, "☕ Pause")
    assert len(team.rows(PresencePause)) == 1


@pytest.mark.parametrize("labels", [("🔁", "📍 Site B"), ("☕ Pause",)])
def test_what_the_other_one_has_ended_stays_ended(team: Team, labels: tuple[str, ...]) -> None:
    starts(team)
    team.says(MEDIATRICE, "▶️ Présence")
    team.says(MEDIATEUR, "▶️ Présence")
    team.taps(MEDIATEUR, "⏹ Terminer")
    ended = team.rows(Presence)[0].fin
    team.clock.advance(timedelta(minutes=40))
    assert "déjà terminée. Site A : 17 h 04 → 17 h 04" in team.taps(MEDIATRICE, *labels)
    assert [presence.fin for presence in team.rows(Presence)] == [ended]
    assert team.rows(PresencePause) == []


def test_stopping_without_having_started_says_how_to_start(team: Team) -> None:
    said = team.says(MEDIATRICE, "/terminer")
    assert said == "Aucune présence n'est en cours. Touchez ▶️ Présence pour démarrer."
    assert team.rows(Presence) == []


def test_whoever_works_with_another_binome_can_stop_what_they_started(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "👤 Autre binôme", "Avec Binôme 2", "✅ Démarrer")
    (presence,) = team.rows(Presence)
    assert presence.binome_id == team.programme.binomes["binome-2"]
    assert "a démarré la présence" in team.reads(AUTRE_BINOME)
    assert "En cours" in team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer")
    assert team.rows(Presence)[0].fin is not None


def test_nobody_is_counted_in_two_presences_at_once(team: Team) -> None:
    team.says(MEDIATEUR, "▶️ Présence")
    team.taps(MEDIATEUR, "👤 Autre binôme", "Avec Binôme 2", "✅ Démarrer")
    team.says(MEDIATRICE, "▶️ Présence")
    assert "seul·e" in team.taps(MEDIATRICE, "✅ Démarrer")
    assert [row.mediateurs for row in team.rows(Presence)] == [2, 1]
    assert "Vous êtes déjà en présence ailleurs" in team.reads(MEDIATEUR)


def test_left_open_it_is_asked_about_once_half_an_hour_after_the_planned_end(team: Team) -> None:
    starts(team)
    team.clock.set(HALF_PAST_NINE - timedelta(minutes=1))
    ticks(team)
    assert "Toujours" not in team.reads(MEDIATRICE)
    ticks(team, timedelta(minutes=1))
    for who in (MEDIATRICE, MEDIATEUR):
        assert team.reads(who).startswith("<b>Site A</b> : toujours sur place ?")
        assert team.labels(who) == ["✅ Encore là", "⏹ Fini à 21 h 00", "⏹ Fini maintenant"]
    assert len([row for row in team.rows(Outbox) if ":demande:" in row.cle]) == 2


def test_fini_a_closes_it_at_the_planned_end_for_sure(team: Team) -> None:
    asked(team)
    assert "→ 21 h 00" in team.taps(MEDIATRICE, "⏹ Fini à")
    (presence,) = team.rows(Presence)
    assert (presence.fin, presence.a_confirmer) == (presence.fin_prevue, False)


def test_fini_maintenant_closes_it_now(team: Team) -> None:
    asked(team)
    assert "→ 21 h 30" in team.taps(MEDIATRICE, "⏹ Fini maintenant")


def test_still_there_asks_again_when_it_says(team: Team) -> None:
    asked(team)
    said = team.taps(MEDIATRICE, "✅ Encore là")
    assert said == "<b>Site A</b> : d'accord, toujours sur place. Je redemanderai dans 1 h 30."
    ticks(team, timedelta(hours=1, minutes=29))
    assert team.reads(MEDIATRICE) == said
    ticks(team, timedelta(minutes=1))
    assert "devait finir à 22 h 30" in team.reads(MEDIATRICE)


def test_an_older_question_still_closes_at_the_hour_that_it_shows(team: Team) -> None:
    asked(team)
    team.taps(MEDIATRICE, "✅ Encore là")
    assert "→ 21 h 00" in team.taps(MEDIATEUR, "⏹ Fini à 21 h 00")
    told = team.reads(MEDIATRICE)
    assert told.startswith("Votre binôme a terminé la présence."), "who was still there knows"


def test_without_an_answer_it_is_closed_two_hours_after_and_to_be_confirmed(team: Team) -> None:
    asked(team)
    ticks(team, timedelta(minutes=89))
    assert team.rows(Presence)[0].fin is None
    ticks(team, timedelta(minutes=1))
    (presence,) = team.rows(Presence)
    assert (presence.fin, presence.a_confirmer) == (presence.fin_prevue, True)
    assert "marquée « à confirmer »" in team.reads(MEDIATRICE)
    assert "à confirmer" in team.day(MEDIATEUR)


def test_a_closing_by_the_clock_is_confirmed_in_one_tap(team: Team) -> None:
    asked(team)
    ticks(team, timedelta(minutes=90))
    assert "À confirmer" not in team.taps(MEDIATRICE, "✅ Oui, fini à 21 h 00")
    assert not team.rows(Presence)[0].a_confirmer


def test_a_late_answer_to_the_question_confirms_or_says_where_to_correct(team: Team) -> None:
    asked(team)
    ticks(team, timedelta(minutes=90))
    said = team.taps(MEDIATRICE, "⏹ Fini maintenant")
    assert "→ 21 h 00" in said
    assert "À confirmer : corrigez l'heure dans 📋 Ma journée." in said
    team.taps(MEDIATEUR, "⏹ Fini à 21 h 00")
    assert not team.rows(Presence)[0].a_confirmer


@pytest.mark.parametrize("data", ["g:pr:1:maintenant", "g:pr:99:ok", "g:pr:1:20261117T2000"])
def test_another_binome_touches_nothing(team: Team, data: str) -> None:
    starts(team)
    assert team.presses(AUTRE_BINOME, 1, data) == "Ce bouton appartient à un autre binôme."
    assert team.rows(Presence)[0].fin is None


def test_a_button_never_made_and_an_hour_to_come_close_nothing_wrongly(team: Team) -> None:
    starts(team)
    assert team.presses(MEDIATRICE, 1, "g:pr:1:detruire") == "Ce bouton n'est plus reconnu."
    team.presses(MEDIATRICE, 1, "g:pr:1:20300101T0000")
    assert team.rows(Presence)[0].fin == team.clock.now()


def test_after_midnight_the_evening_slot_that_still_runs_is_the_one(team: Team) -> None:
    team.clock.set(datetime(2026, 11, 17, 15, 20, tzinfo=UTC))
    assert "Prévu" in team.says(MEDIATRICE, "▶️ Présence"), "within the hour before"
    team.clock.set(datetime(2026, 11, 17, 20, 0, tzinfo=UTC))
    assert "Prévu" not in team.says(MEDIATRICE, "▶️ Présence"), "it has just ended"
