"""What each role may open, in the order of the evening."""

from __future__ import annotations

import pytest

from bot.chat.desk import SansLigne, open_desk
from bot.clock import SystemClock
from bot.domain.roles import Role

DESK = open_desk(SystemClock(), {}, SansLigne(1, "bot"))
RIGHTS = ["mesdonnees", "oubliez_moi"]
"""What anybody of the team may ask of the house."""


def test_a_mediator_has_two_columns_and_every_command() -> None:
    menu = DESK.menu(Role.MEDIATEUR)
    assert all(len(row) <= 2 for row in menu)
    labels = [label for row in menu for label in row]
    evening = ["▶️ Présence", "👥 Rencontres", "⚡ Conflit", "🔧 Signalement", "➕ Autre"]
    assert [one for one in labels if one in evening] == evening
    assert labels[-2:] == ["➕ Autre", "📋 Ma journée"]
    commands = [name for name, _about in DESK.commands(Role.MEDIATEUR)]
    assert commands[:3] == ["presence", "terminer", "rencontres"]
    assert {"conflit", "mediations", "demande", "signalement"} < set(commands)
    assert commands[-3:] == ["journee", "corriger", "annuler_derniere"]


def test_the_coordination_decides_and_enters_nothing_of_the_street() -> None:
    labels = [label for row in DESK.menu(Role.COORDINATION) for label in row]
    assert "📥 Demandes" in labels
    assert "▶️ Présence" not in labels


@pytest.mark.parametrize(("role", "rights"), [(Role.SERVICE, []), (Role.ADMIN, RIGHTS)])
def test_who_enters_nothing_has_no_menu(role: Role, rights: list[str]) -> None:
    """Somebody, unlike a service, may still ask what is known of them."""
    assert DESK.menu(role) == []
    assert [name for name, _about in DESK.commands(role)] == rights


def test_the_coordination_keeps_what_is_daily_at_hand_and_the_rest_in_its_drawer() -> None:
    shown = [label for row in DESK.menu(Role.COORDINATION) for label in row]
    assert shown[0] == "🟢 Maintenant"
    assert {"📅 Interventions", "👥 Équipe", "🔎 À confirmer", "➕ Autre"} <= set(shown)
    kept = [label for row in DESK.drawer(Role.COORDINATION) for label, _data in row]
    expected = ["📍 Sites", "🗓 Planning", "🏛 Comités", "📚 Listes"]
    assert [label for label in kept if label in expected] == expected


def test_another_actor_has_two_buttons_and_nothing_of_the_team() -> None:
    assert DESK.menu(Role.PARTENAIRE) == [["🗓 Ma présence", "👀 Qui est là ?"]]
    assert DESK.drawer(Role.PARTENAIRE) == []
    opened = {one.flow.name for one in DESK.handlers if Role.PARTENAIRE in one.roles}
    rights = {"mes_donnees", "oubliez_moi"}
    assert opened == {"accueil", "ma_presence", "qui_est_la_partenaire"} | rights
    commands = [name for name, _about in DESK.commands(Role.PARTENAIRE)]
    assert commands == ["mapresence", "grille", *RIGHTS]


def test_the_grid_waits_in_the_drawer_of_the_team() -> None:
    for role in (Role.MEDIATEUR, Role.COORDINATION):
        assert "👀 Qui est là ?" in [label for row in DESK.drawer(role) for label, _ in row]


def test_telegram_takes_every_command_and_its_words() -> None:
    roles = (Role.MEDIATEUR, Role.COORDINATION, Role.PARTENAIRE)
    for name, about in (pair for role in roles for pair in DESK.commands(role)):
        assert name.isascii()
        assert name == name.lower()
        assert 1 <= len(name) <= 32
        assert 1 <= len(about) <= 256


def test_buttons_are_discovered_under_names_short_enough_for_a_button() -> None:
    assert {"pr", "sv", "vf"} <= DESK.buttons.keys()
    assert all(len(name) <= 4 for name in DESK.buttons)


@pytest.mark.parametrize("role", list(Role))
def test_a_command_never_means_two_things_to_the_same_person(role: Role) -> None:
    for word, handlers in DESK.entries.items():
        mine = {one.entry for one in handlers if role in one.roles}
        assert len(mine) <= 1, f"{word} opens {mine}"
