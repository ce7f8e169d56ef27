"""The day read again: any line is corrected or deleted in three taps, and its past is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.casework.signalement import actes as casework
from bot.casework.signalement.deed import DeedSignalement
from bot.domain.vies.signalement import ActeSignalement
from bot.domain.vies.vie import Acteur
from storage.models import Audit, Presence, PresenceSegment, Rencontre, Signalement
from storage.work import Work
from tests.handlers.people import AUTRE_BINOME, MEDIATEUR, MEDIATRICE, Team


@pytest.fixture
def evening(team: Team) -> Team:
    """17:04 a presence, 17:40 eight ados, 18:10 a lamp, 20:52 the end."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.clock.advance(timedelta(minutes=36))
    team.says(MEDIATRICE, "8 ados")
    team.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    team.clock.advance(timedelta(minutes=30))
    team.says(MEDIATRICE, "🔧 Signalement")
    team.taps(MEDIATRICE, "Éclairage", "📌 Site A", "✅ Envoyer")
    team.clock.advance(timedelta(hours=2, minutes=42))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")
    return team


def test_the_day_is_listed_in_its_order(evening: Team) -> None:
    assert evening.day(MEDIATRICE).split("\n") == [
        "📋 <b>Mardi 17 novembre</b>",
        "Touchez une entrée pour la corriger.",
        "17 h 04 · Présence : Site A, jusqu'à 20 h 52",
        "17 h 40 · 8 × 12-17 ans",
        "18 h 10 · V-0001 Éclairage public en panne",
        "↩️ Annuler la dernière",
        "✖️ Fermer",
    ], "each line once"


def test_both_of_the_binome_read_it_and_nobody_else(evening: Team) -> None:
    assert "V-0001" in evening.day(MEDIATEUR)
    assert "Rien n'est noté pour l'instant." in evening.day(AUTRE_BINOME)


def test_a_deleted_line_leaves_every_figure_and_stays_in_the_audit(evening: Team) -> None:
    evening.says(MEDIATRICE, "📋 Ma journée")
    said = evening.taps(MEDIATRICE, "17 h 40", "🗑 Supprimer")
    assert said == "🗑 Supprimé : 17 h 40 · 8 × 12-17 ans"
    assert evening.rows(Rencontre)[0].supprimee_le == evening.clock.now()
    assert "8 ×" not in evening.day(MEDIATRICE)
    (trace,) = evening.rows(Audit)
    assert (trace.acte, trace.objet, trace.detail) == (
        "supprimer",
        "rencontre",
        "17 h 40 · 8 × 12-17 ans",
    )


def test_an_hour_is_corrected_and_its_period_follows(evening: Team) -> None:
    evening.says(MEDIATRICE, "📋 Ma journée")
    evening.taps(MEDIATRICE, "17 h 40", "✏️ Heure")
    assert "✅ Corrigé : 18 h 20 · 8 ×" in evening.says(MEDIATRICE, "18h20")
    (row,) = evening.rows(Rencontre)
    assert (row.le, row.tranche) == (datetime(2026, 11, 17, 17, 20, tzinfo=UTC), "soiree")


def test_a_corrected_presence_is_cut_anew(evening: Team) -> None:
    evening.says(MEDIATRICE, "📋 Ma journée")
    evening.taps(MEDIATRICE, "17 h 04", "✏️ Heure de fin")
    evening.says(MEDIATRICE, "18h30")
    assert [(one.tranche, one.minutes) for one in evening.rows(PresenceSegment)] == [
        ("journee", 56),
        ("soiree", 30),
    ]


def test_an_end_before_the_start_changes_nothing(evening: Team) -> None:
    evening.says(MEDIATRICE, "📋 Ma journée")
    evening.taps(MEDIATRICE, "17 h 04", "✏️ Heure de fin")
    assert "La fin ne peut pas venir avant le début" in evening.says(MEDIATRICE, "16h00")
    assert evening.rows(Presence)[0].fin == evening.clock.now()
    assert evening.rows(Audit) == []


def test_no_hour_to_come_is_offered(evening: Team) -> None:
    evening.says(MEDIATRICE, "📋 Ma journée")
    evening.taps(MEDIATRICE, "17 h 04", "✏️ Heure de fin")
    assert evening.labels(MEDIATRICE)[:4] == ["20 h 22", "20 h 37", "20 h 47", "⬅️ Retour"]


def test_the_site_of_a_count_is_corrected(evening: Team) -> None:
    evening.says(MEDIATRICE, "📋 Ma journée")
    evening.taps(MEDIATRICE, "17 h 40", "📍 Site", "📍 Site B")
    assert evening.rows(Rencontre)[0].site_id == evening.programme.sites["site-b"]


def test_a_presence_moved_to_another_site_counts_for_that_site_s_intervention(
    evening: Team,
) -> None:
    evening.says(MEDIATRICE, "📋 Ma journée")
    evening.taps(MEDIATRICE, "17 h 04", "📍 Site", "📍 Site B")
    (presence,) = evening.rows(Presence)
    assert presence.site_id == evening.programme.sites["site-b"]
    assert presence.intervention_id == evening.programme.interventions["site-b-automne-2026"]


def test_a_signalement_is_cancelled_aloud(evening: Team) -> None:
    evening.says(MEDIATRICE, "📋 Ma journée")
    evening.taps(MEDIATRICE, "18 h 10", "↩️ Annuler le signalement")
    assert evening.rows(Signalement)[0].statut == "annule"
    assert "V-0001 : annulé par votre binôme" in evening.reads(MEDIATEUR)


def test_one_that_is_said_to_be_mended_is_no_longer_cancelled(evening: Team) -> None:
    evening.says(MEDIATRICE, "📋 Ma journée")
    evening.taps(MEDIATRICE, "18 h 10")
    par = "service:sv-eclairage:email"
    deed = DeedSignalement(ActeSignalement.ANNONCER_TRAITE, par, Acteur.SERVICE, "essai")
    with evening.database.transaction() as tx:
        casework.act(Work(tx, evening.programme, evening.clock.now()), 1, deed)
    said = evening.taps(MEDIATRICE, "↩️ Annuler le signalement")
    assert "ne peut plus être annulé" in said
    assert evening.rows(Audit) == []


def test_the_last_is_undone_whatever_came_since(evening: Team) -> None:
    evening.says(MEDIATRICE, "📋 Ma journée")
    said = evening.taps(MEDIATRICE, "↩️ Annuler la dernière")
    assert "Présence terminée : Site A, à 20 h 52" in said
    evening.says(MEDIATEUR, "2 seniors")
    evening.taps(MEDIATEUR, "📍 Site A", "✅ Enregistrer", "⏭ Passer")
    evening.taps(MEDIATRICE, "↩️ Annuler")
    assert evening.rows(Presence)[0].fin is None
    assert all(row.supprimee_le is None for row in evening.rows(Rencontre))
    assert "V-0001" not in evening.says(MEDIATRICE, "/annuler_derniere")
    evening.taps(MEDIATRICE, "↩️ Oui")
    assert "V-0001" in evening.says(MEDIATRICE, "/annuler_derniere")
    evening.taps(MEDIATRICE, "↩️ Oui")
    assert evening.rows(Signalement)[0].statut == "annule"


def test_a_running_presence_that_is_deleted_frees_the_binome(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "📋 Ma journée")
    team.taps(MEDIATRICE, "17 h 04", "🗑 Supprimer")
    assert "Vous démarrez ?" in team.says(MEDIATRICE, "▶️ Présence")


def test_what_the_other_one_deleted_meanwhile_is_gone(evening: Team) -> None:
    evening.says(MEDIATRICE, "📋 Ma journée")
    evening.taps(MEDIATRICE, "17 h 40")
    evening.says(MEDIATEUR, "📋 Ma journée")
    evening.taps(MEDIATEUR, "17 h 40", "🗑 Supprimer")
    said = evening.taps(MEDIATRICE, "🗑 Supprimer")
    assert "déjà été supprimée" in said
    assert len(evening.rows(Audit)) == 1


def test_after_seven_days_it_is_the_coordination_s(evening: Team) -> None:
    evening.says(MEDIATRICE, "📋 Ma journée")
    evening.taps(MEDIATRICE, "17 h 40")
    evening.clock.advance(timedelta(days=7, hours=1))
    assert "demandez à la coordination" in evening.taps(MEDIATRICE, "🗑 Supprimer")
    assert evening.rows(Rencontre)[0].supprimee_le is None


def test_what_the_clock_closed_can_still_be_corrected_the_next_morning(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    with team.database.transaction() as tx:
        presence = tx.get_one(Presence, 1)
        presence.fin, presence.a_confirmer = presence.fin_prevue, True
    team.clock.advance(timedelta(hours=15))
    assert "à confirmer" in team.day(MEDIATRICE)


def test_people_met_follow_their_presence_to_its_true_site(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "8 ados")
    team.taps(MEDIATRICE, "✅ Enregistrer")
    team.says(MEDIATRICE, "📋 Ma journée")
    team.taps(MEDIATRICE, "17 h 04 · Présence", "📍 Site", "📍 Site B")
    (presence,), (met,) = team.rows(Presence), team.rows(Rencontre)
    assert presence.site_id == met.site_id == team.programme.sites["site-b"]
