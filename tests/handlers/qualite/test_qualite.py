"""« À confirmer »: each thing that the figures wait for is mended from one screen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.timetable import timetable
from storage.models import Audit, CreneauPrevu, Personne, Presence
from tests.handlers.people import COORDINATION, MEDIATEUR, MEDIATRICE, Team


def ring(team: Team) -> None:
    (job,) = [job for job in timetable(team.desk) if job.name == "presences left open"]
    team.rings(job.does)


@pytest.fixture
def forgotten(team: Team) -> Team:
    """A presence of Tuesday 17:04 that the clock closed at 21:00, nobody counted in it."""
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    for hours in (5, 3):
        team.clock.advance(timedelta(hours=hours))
        ring(team)
    team.deliver()
    return team


def test_nothing_is_asked_of_a_new_installation(team: Team) -> None:
    said = team.says(COORDINATION, "🔎 À confirmer")
    assert said == (
        "🔎 Rien à confirmer : aucune présence n'est notée sur les quatorze derniers jours."
    )


def test_empty_evenings_are_never_in_order(team: Team) -> None:
    team.clock.advance(timedelta(hours=19))
    assert "créneaux prévus sans saisie" in team.says(COORDINATION, "🔎 À confirmer")
    owed = {one.rpartition(",")[0] for one in owes(team)}
    assert owed == {"🗓 mar. 17, 14 h 00, Site B", "🗓 mar. 17, 17 h 00, Site A"}
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.clock.advance(timedelta(hours=1))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "⏹ Terminer")
    team.clock.advance(timedelta(days=1))
    assert any("mer. 18" in one for one in owes(team)), "noon is not for its evening"


def owes(team: Team) -> list[str]:
    """The planned slots that are to be explained."""
    team.says(COORDINATION, "🔎 À confirmer")
    return [one for one in team.labels(COORDINATION) if one.startswith("🗓")]


def test_an_end_is_confirmed_in_one_tap_and_the_next_thing_is_one_tap_away(
    forgotten: Team,
) -> None:
    said = forgotten.says(COORDINATION, "🔎 À confirmer")
    assert "1 présence à confirmer, 1 présence sans rencontre" in said
    said = forgotten.taps(COORDINATION, "✅ mar. 17, Site A : fini à 21 h 00")
    assert said.startswith("✅ Fin confirmée à 21 h 00.")
    assert not forgotten.rows(Presence)[0].a_confirmer
    said = forgotten.taps(COORDINATION, "👌 mar. 17, Site A : aucune rencontre")
    assert "Tout est en ordre" not in said or not forgotten.labels(COORDINATION)
    assert "sans rencontre," not in said
    assert [row.acte for row in forgotten.rows(Audit)] == [
        "lire",
        "confirmer_fin",
        "sans_rencontre",
    ]


def test_an_end_is_corrected_by_a_button_or_by_words(forgotten: Team) -> None:
    forgotten.says(COORDINATION, "🔎 À confirmer")
    forgotten.taps(COORDINATION, "✏️ mar. 17, Site A")
    assert "20 h 30" in forgotten.labels(COORDINATION)
    assert "ne peut pas venir avant le début" in forgotten.says(COORDINATION, "16h")
    said = forgotten.says(COORDINATION, "20h50")
    assert said.startswith("✅ Fin corrigée : 20 h 50.")
    (row,) = forgotten.rows(Presence)
    assert (row.a_confirmer, row.fin) == (False, row.debut + timedelta(minutes=226))


def test_each_thing_mended_is_taken_back(forgotten: Team) -> None:
    forgotten.says(COORDINATION, "🔎 À confirmer")
    forgotten.taps(COORDINATION, "✅ mar. 17")
    said = forgotten.taps(COORDINATION, "↩️ Annuler la dernière")
    assert said.startswith("↩️ Annulé : Fin confirmée : Site A, mardi 17 novembre.")
    forgotten.taps(COORDINATION, "✏️ mar. 17, Site A")
    forgotten.says(COORDINATION, "20h50")
    forgotten.taps(COORDINATION, "↩️ Annuler la dernière")
    (row,) = forgotten.rows(Presence)
    assert (row.a_confirmer, row.fin) == (True, row.debut + timedelta(minutes=236))
    forgotten.taps(COORDINATION, "👌 mar. 17")
    forgotten.taps(COORDINATION, "↩️ Annuler la dernière", "👌 mar. 17")
    assert not any("👌" in one for one in forgotten.labels(COORDINATION))
    forgotten.clock.advance(timedelta(days=1))
    forgotten.says(COORDINATION, "🔎 À confirmer")
    forgotten.taps(COORDINATION, "🗓 mer. 18", "Météo")
    forgotten.says(COORDINATION, "/annuler_derniere")
    assert "Créneau expliqué : Site A, mercredi 18 novembre" in forgotten.reads(COORDINATION)
    forgotten.taps(COORDINATION, "↩️ Oui")
    forgotten.says(COORDINATION, "🔎 À confirmer")
    assert any("mer. 18" in one for one in forgotten.labels(COORDINATION))


def test_the_binome_is_asked_about_a_presence_without_anyone_met(forgotten: Team) -> None:
    forgotten.says(COORDINATION, "🔎 À confirmer")
    forgotten.taps(COORDINATION, "📣 mar. 17, Site A")
    for who in (MEDIATRICE, MEDIATEUR):
        assert "mardi 17 novembre : votre présence n'a aucune rencontre" in forgotten.reads(who)
    said = forgotten.taps(COORDINATION, "↩️ Annuler la dernière")
    assert said.startswith("↩️ Annulé : Question posée au binôme : Site A, mardi 17 novembre.")
    for who in (MEDIATRICE, MEDIATEUR):
        assert "la coordination retire sa question" in forgotten.reads(who)


def test_a_planned_day_without_any_entry_is_explained(forgotten: Team) -> None:
    forgotten.clock.advance(timedelta(days=1))
    forgotten.says(COORDINATION, "🔎 À confirmer")
    said = forgotten.taps(COORDINATION, "🗓 mer. 18, 17 h 00, Site A, Binôme 1", "Météo")
    assert said.startswith("✅ Noté : le créneau n'a pas eu lieu (mercredi 18 novembre, météo).")
    (cancelled,) = [row for row in forgotten.rows(CreneauPrevu) if row.annule]
    assert cancelled.motif == "mc-meteo"
    assert not any("mer. 18" in label for label in forgotten.labels(COORDINATION))


def test_a_button_of_an_older_screen_does_nothing_twice(forgotten: Team) -> None:
    forgotten.says(COORDINATION, "🔎 À confirmer")
    forgotten.taps(COORDINATION, "✅ mar. 17")
    forgotten.presses(COORDINATION, 1, "g:qu:0:ok-999")
    assert "C'est déjà réglé." in forgotten.reads(COORDINATION)
    forgotten.presses(MEDIATRICE, 1, "g:qu:0:zero-1")
    assert forgotten.toasts[-1] == "Ce bouton est réservé à la coordination."


def test_nobody_is_asked_for_a_binome_that_has_nobody_left(forgotten: Team) -> None:
    with forgotten.database.transaction() as tx:
        for row in tx.query(Personne).where(Personne.binome_id == 1):
            row.revoquee_le = forgotten.clock.now()
    forgotten.says(COORDINATION, "🔎 À confirmer")
    said = forgotten.taps(COORDINATION, "📣 mar. 17, Site A")
    assert "Ce binôme n'a plus personne" in said
