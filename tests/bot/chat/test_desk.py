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
    assert commands == [
        "presence",
        "terminer",
        "rencontres",
        "signalement",
        "journee",
        "corriger",
        "annuler_derniere",
    ]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MEDIATEUR])
def test_who_enters_nothing_has_no_menu(role: Role) -> None:
    assert DESK.menu(role) == []
    assert DESK.commands(role) == []


def test_telegram_takes_every_command_and_its_words() -> None:
    for name, about in DESK.commands(Role.MEDIATEUR):
        assert name.isascii()
        assert name == name.lower()
        assert 1 <= len(name) <= 32
        assert 1 <= len(about) <= 256


def test_gestes_are_discovered_under_names_short_enough_for_a_button() -> None:
    assert {"pr", "sv", "vf"} <= DESK.gestes.keys()
    assert all(len(name) <= 4 for name in DESK.gestes)
