"""« Annuler la dernière » undoes what was entered last, whole, whoever it was entered with."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.models import Audit, Conflit, Presence, PresencePause, Rencontre, Signalement
from tests.handlers.people import AUTRE_BINOME, MEDIATEUR, MEDIATRICE, Team


@pytest.fixture
def street(team: Team) -> Team:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.clock.advance(timedelta(minutes=30))
    return team


def undoes(team: Team, who: int = MEDIATRICE) -> str:
    team.says(who, "/annuler_derniere")
    return team.taps(who, "↩️ Oui")


def kept(team: Team) -> list[tuple[str, int]]:
    return [(row.public, row.nombre) for row in team.rows(Rencontre) if row.supprimee_le is None]


def test_what_was_entered_last_is_undone_though_it_happened_earlier(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados")
    street.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    street.says(MEDIATRICE, "3 adultes calme à 17h10")
    street.taps(MEDIATRICE, "✅ Enregistrer")
    said = undoes(street)
    assert said == "🗑 Supprimé : 17 h 10 · Observation : ambiance apaisée ; 3 × 26-59 ans"
    assert kept(street) == [("ados", 8)]


def test_a_corrected_hour_does_not_change_what_came_last(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados")
    street.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    street.clock.advance(timedelta(minutes=10))
    street.says(MEDIATRICE, "⚡ Conflit")
    street.taps(MEDIATRICE, "⚡ En direct", "Bruit", "Entre groupes", "Désamorçage", "Apaisé")
    street.clock.advance(timedelta(minutes=10))
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "17 h 44", "✏️ Heure")
    street.says(MEDIATRICE, "17h20")
    assert "Conflit" in undoes(street)
    assert [row.supprimee_le is not None for row in street.rows(Conflit)] == [True]
    assert kept(street) == [("ados", 8)]


def test_a_message_that_counted_two_publics_is_undone_whole(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados 3 adultes")
    street.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    said = street.says(MEDIATRICE, "/annuler_derniere")
    assert "17 h 34 · 8 × 12-17 ans ; 3 × 26-59 ans" in said
    street.taps(MEDIATRICE, "↩️ Oui")
    assert kept(street) == []
    assert [row.acte for row in street.rows(Audit)] == ["supprimer", "supprimer"]


def test_ma_journee_undoes_it_whole_too(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados 3 adultes")
    street.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "↩️ Annuler la dernière")
    assert street.labels(MEDIATRICE)[0] == "🗑 Supprimer"
    street.taps(MEDIATRICE, "🗑 Supprimer")
    assert kept(street) == []
    street.says(MEDIATRICE, "2 seniors 4 ados")
    street.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "17 h 34 · 4 × 12-17 ans", "🗑 Supprimer")
    assert len(kept(street)) == 1, "a line touched by itself goes alone"


def test_a_photo_that_left_with_people_is_cancelled_with_them(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados, lampadaire HS devant le 12")
    street.taps(MEDIATRICE, "✅ Envoyer")
    undoes(street)
    assert kept(street) == []
    assert [row.statut for row in street.rows(Signalement)] == ["annule"]


def test_what_was_started_with_another_partner_is_found(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "👤 Autre binôme", "Avec Binôme 2", "✅ Démarrer")
    assert "Présence" in team.day(MEDIATRICE)
    assert "rien à annuler" in team.says(MEDIATEUR, "/annuler_derniere")
    assert "Présence" in team.says(AUTRE_BINOME, "/annuler_derniere")
    assert "Supprimé" in undoes(team)
    assert team.rows(Presence)[0].supprimee_le is not None


def test_a_change_of_site_undone_is_as_if_it_had_not_been(street: Team) -> None:
    street.says(MEDIATRICE, "▶️ Présence")
    street.taps(MEDIATRICE, "☕ Pause")
    street.says(MEDIATRICE, "▶️ Présence")
    street.taps(MEDIATRICE, "🔁 Changer de site", "📍 Site B")
    street.clock.advance(timedelta(minutes=5))
    said = undoes(street)
    assert said.startswith("🗑 Supprimé : 17 h 34 · Présence")
    assert said.endswith("La présence d'avant continue : Site A, depuis 17 h 04.")
    first, second = street.rows(Presence)
    assert (first.fin, second.supprimee_le) == (None, street.clock.now())
    assert [one.fin for one in street.rows(PresencePause)] == [None]
    assert "☕ En pause" in street.says(MEDIATRICE, "▶️ Présence")
    assert "Site A" in street.pinned(MEDIATEUR)


def test_a_presence_started_anew_reopens_nothing(street: Team) -> None:
    street.says(MEDIATRICE, "▶️ Présence")
    street.taps(MEDIATRICE, "⏹ Terminer", "⏭ Passer", "⏭ Passer")
    street.says(MEDIATRICE, "▶️ Présence")
    street.taps(MEDIATRICE, "✅ Démarrer")
    undoes(street)
    assert street.rows(Presence)[0].fin is not None


def test_a_name_given_a_week_ago_undoes_nothing(street: Team) -> None:
    street.says(MEDIATRICE, "8 ados")
    street.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    street.says(MEDIATRICE, "/annuler_derniere")
    street.clock.advance(timedelta(days=7, minutes=1))
    assert "demandez à la coordination" in street.taps(MEDIATRICE, "↩️ Oui")
    assert kept(street) == [("ados", 8)]


def test_on_the_pinned_tally_the_last_press_is_undone_alone(street: Team) -> None:
    street.taps(MEDIATRICE, "+1 12-17 ans")
    street.says(MEDIATRICE, "🔧 Signalement")
    street.taps(MEDIATRICE, "Éclairage", "📌 Site A", "✅ Envoyer")
    street.taps(MEDIATRICE, "+1 12-17 ans", "Groupe de 5", "+5 12-17 ans")
    said = street.says(MEDIATRICE, "/annuler_derniere")
    assert "17 h 34 · +5 12-17 ans sur le tableau épinglé." in said
    street.taps(MEDIATRICE, "↩️ Oui")
    assert kept(street) == [("ados", 2)]
    assert [row.acte for row in street.rows(Audit)] == ["annuler_appui"]
    street.clock.advance(timedelta(seconds=3))
    street.deliver()
    street.catch_up()
    assert "2 rencontres" in street.pinned(MEDIATRICE)
    street.taps(MEDIATRICE, "↩️ −1")
    assert kept(street) == [("ados", 1)]


def test_a_line_of_the_tally_is_still_deleted_whole_by_hand(street: Team) -> None:
    street.taps(MEDIATRICE, "+1 12-17 ans", "+1 12-17 ans")
    street.says(MEDIATRICE, "📋 Ma journée")
    street.taps(MEDIATRICE, "17 h 34 · 2 × 12-17 ans", "🗑 Supprimer")
    assert kept(street) == []


def test_a_count_made_tap_by_tap_is_one_entry(street: Team) -> None:
    street.says(MEDIATRICE, "👥 Rencontres")
    street.taps(MEDIATRICE, "12-17 ans", "26-59 ans", "12-17 ans", "✅ Fini", "⏭ Passer")
    said = undoes(street)
    assert said == "🗑 Supprimé : 17 h 34 · 2 × 12-17 ans ; 1 × 26-59 ans"
    assert kept(street) == []
