"""`carnet check --cas` and `carnet routage`: who would receive a case, and why."""

from __future__ import annotations

from tests.bot.commands.conftest import Shell
from tests.handlers.people import Team
from tests.storage.dispositif_cast import amiens_file


def test_a_case_is_simulated_on_the_file_and_a_word_that_means_nothing_is_said(
    shell: Shell,
) -> None:
    check = ("check", str(amiens_file()), "--cas")
    said = shell.says(*check, "abords-ecole vt-encombrants site-a astreinte")
    assert said.splitlines()[:3] == [
        "Encombrants · Site A · Abords d'école",
        "Soirs, nuits, week-ends, jours fériés :",
        "  1. Propreté, déchets (proprete@amiens.example.org)",
    ]
    assert "« vt-tags » n'existe pas ; vouliez-vous écrire « vt-tag » ?" in shell.refused(
        *check, "vt-tags site-a"
    )
    assert "dites au moins une catégorie" in shell.refused(*check, "site-a")


def test_the_running_programme_is_asked_and_a_service_is_tried(team: Team, shell: Shell) -> None:
    said = shell.says("routage", "cas", "vt-tag site-c")
    assert "Bailleur" in said
    assert shell.says("routage", "essayer", "sv-voirie").startswith("📨 Essai parti pour Voirie")
    assert "sv-voiries" in shell.refused("routage", "essayer", "sv-voiries")
