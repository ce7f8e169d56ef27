"""What each role may open, in the order of the evening."""

from __future__ import annotations

import pytest

from bot.chat.desk import open_desk
from bot.clock import SystemClock
from bot.domain.roles import Role

DESK = open_desk(SystemClock(), {}, 1, "bot")


def test_a_mediator_has_two_columns_and_every_command() -> None:
    assert DESK.menu(Role.MEDIATEUR) == [
        ["▶️ Présence", "👥 Rencontres"],
        ["🔧 Signalement", "📋 Ma journée"],
    ]
    commands = [name for name, _about in DESK.commands(Role.MEDIATEUR)]
    assert commands == ["presence", "terminer", "rencontres", "signalement", "journee", "corriger"]


@pytest.mark.parametrize("role", [Role.SERVICE, Role.COMITE, Role.ADMIN])
def test_who_enters_nothing_has_no_menu(role: Role) -> None:
    assert DESK.menu(role) == []
    assert DESK.commands(role) == []


def test_another_actor_has_two_buttons_and_nothing_of_the_team() -> None:
    assert DESK.menu(Role.PARTENAIRE) == [["🗓 Ma présence", "👀 Qui est là ?"]]
    assert DESK.drawer(Role.PARTENAIRE) == []
    opened = {one.flow.name for one in DESK.handlers if Role.PARTENAIRE in one.roles}
    assert opened == {"accueil", "ma_presence", "qui_est_la_partenaire"}
    assert [name for name, _about in DESK.commands(Role.PARTENAIRE)] == ["mapresence", "grille"]


def test_the_grid_waits_in_the_drawer_of_the_team() -> None:
    for role in (Role.MEDIATEUR, Role.COORDINATION):
        assert "👀 Qui est là ?" in [label for row in DESK.drawer(role) for label, _ in row]


def test_telegram_takes_every_command_and_its_words() -> None:
    for name, about in (*DESK.commands(Role.MEDIATEUR), *DESK.commands(Role.PARTENAIRE)):
        assert name.isascii()
        assert name == name.lower()
        assert 1 <= len(name) <= 32
        assert 1 <= len(about) <= 256


def test_gestes_are_discovered_under_names_short_enough_for_a_button() -> None:
    assert {"pr", "sv", "vf"} <= DESK.gestes.keys()
    assert all(len(name) <= 4 for name in DESK.gestes)
