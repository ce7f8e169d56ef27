"""A number is found again in two taps, and its flow is listed."""

from __future__ import annotations

from bot.commands import script
from tests.handlers.people import MEDIATRICE, Team


def test_the_number_is_said(team: Team) -> None:
    team.says(MEDIATRICE, "➕ Autre")
    said = team.taps(MEDIATRICE, "☎️ Numéros", "Pompiers")
    assert said == "☎️ Pompiers : <b>18</b>"


def test_its_sentences_are_listed() -> None:
    assert any("Qui faut-il appeler ?" in line for line in script.lines())
