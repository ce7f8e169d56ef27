"""From one site to another: at once, and the ambiance of the one just left is asked."""

from __future__ import annotations

from datetime import timedelta

from storage.models import Presence
from tests.handlers.people import MEDIATRICE, Team


def test_moving_on_ends_one_presence_and_begins_the_next(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.clock.advance(timedelta(hours=1))
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "🔁 Changer de site")
    assert "📍 Site A" not in team.labels(MEDIATRICE), "they are there already"
    said = team.taps(MEDIATRICE, "📍 Site B")
    moved = "🔁 Site B : présence en cours depuis 18 h 04."
    assert said.startswith(f"{moved}\n\nSite A : 17 h 04 → 18 h 04")
    assert said.endswith("L'ambiance du site que vous quittez ?</b>")
    first, second = team.rows(Presence)
    assert first.fin == second.debut, "nothing waits for that answer"
    assert (second.fin, second.mediateurs) == (None, 2)
    assert team.taps(MEDIATRICE, "🙂 4", "Forte") == moved
    scales = [(one.ambiance, one.frequentation) for one in team.rows(Presence)]
    assert scales == [(4, 3), (None, None)], "of the site just left"


def test_the_question_about_it_is_not_buried_by_what_is_entered_next(team: Team) -> None:
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "✅ Démarrer")
    team.says(MEDIATRICE, "▶️ Présence")
    team.taps(MEDIATRICE, "🔁 Changer de site", "📍 Site B")
    number, data = team.button(MEDIATRICE, "😀 5")
    team.says(MEDIATRICE, "8 ados")
    said = team.taps(MEDIATRICE, "✅ Enregistrer", "⏭ Passer")
    assert "8 rencontres enregistrées" in said, "it is not offered again either"
    team.presses(MEDIATRICE, number, data)
    assert [one.ambiance for one in team.rows(Presence)] == [5, None]
    assert team.taps(MEDIATRICE, "⏭ Passer") == "🔁 Site B : présence en cours depuis 17 h 04."
