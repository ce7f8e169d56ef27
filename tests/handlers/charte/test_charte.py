"""The charter is read again at any time, and having read it again is kept."""

from __future__ import annotations

from storage.models import Audit
from tests.handlers.people import MEDIATRICE, Team


def test_the_rules_are_on_one_screen_and_reading_them_again_is_kept(team: Team) -> None:
    said = team.says(MEDIATRICE, "/charte")
    for rule in ("Aucun nom", "neutre et impartiale", "accord de la personne", "de vive voix"):
        assert rule in said
    assert team.taps(MEDIATRICE, "✅ J'ai relu") == "✅ Charte relue aujourd'hui, c'est noté."
    (line,) = team.rows(Audit)
    assert (line.acte, line.objet, line.detail) == ("relire", "charte", "")


def test_it_may_just_be_closed(team: Team) -> None:
    team.says(MEDIATRICE, "➕ Autre")
    team.taps(MEDIATRICE, "ℹ️ Charte")
    assert team.taps(MEDIATRICE, "✖️ Fermer") == "Charte fermée. Retrouvez-la par /charte."
    assert team.rows(Audit) == []
