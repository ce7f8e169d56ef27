"""carnet inventaire is listed, and reads what the phones noted."""

from __future__ import annotations

from tests.bot.commands.conftest import Shell
from tests.handlers.people import MEDIATRICE, Team


def test_it_is_listed(shell: Shell) -> None:
    assert "inventaire" in shell.says("--help")
    assert "montrer" in shell.says("inventaire", "--help")


def test_it_reads_what_was_found(team: Team, shell: Shell) -> None:
    team.says(MEDIATRICE, "/objet")
    team.taps(MEDIATRICE, "📍 Site A", "Rue", "Clés", "⏭ Passer")
    assert shell.says("inventaire", "montrer") == "mardi 17 novembre, Site A\n"
    assert shell.says("inventaire", "compter") == "1\n"
