"""The doctor looks at everything, whatever it finds first."""

from __future__ import annotations

from pathlib import Path

import yaml

from bot.clock import MovableClock
from storage.dispositif import packaged
from storage.dispositif.depart import NEEDED
from storage.dispositif.source import read
from storage.machine.migrate import head
from tests.bot.commands.conftest import Shell
from tests.bot.commands.test_desk_commands import newer
from tests.conftest import EVENING
from tests.handlers.people import MEDIATRICE, open_team

CHECKS = (
    *("Jeton", "Base de données", "Courriels", "Horloge", "Dispositif"),
    *("Anciennes saisies", "Disque"),
)


def test_a_new_installation_is_well_and_says_what_comes_next(shell: Shell) -> None:
    result = shell.run("doctor")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert [line.split(" : ")[0] for line in lines] == [f"✅ {name}" for name in CHECKS]
    assert "« carnet migrate » ou « carnet run » la préparera" in result.stdout
    assert not shell.database.exists(), "it only looks"


def test_an_installation_in_service_is_well(shell: Shell) -> None:
    shell.migrated().close()
    assert f"schéma {head()}, à jour" in shell.run("doctor").stdout


def test_everything_that_ails_is_said_at_once(live: Shell) -> None:
    newer(live)
    result = live.run("doctor", CARNET_PHOTOS_DIR="/proc/carnet")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    ailing = [line.split(" : ")[0] for line in lines if line.startswith("❌")]
    assert ailing == ["❌ Jeton", "❌ Base de données", "❌ Courriels", "❌ Horloge", "❌ Disque"]
    assert "schéma 9999" in result.stdout
    assert "Traceback" not in result.output
    assert live.environ["CARNET_TELEGRAM_TOKEN"] not in result.output


def test_the_lists_that_an_older_file_lacks_are_named(shell: Shell) -> None:
    tree = read(packaged("amiens")).tree
    for nom in ("motifs_creneau", "objets_demande"):
        assert f"listes.{nom}" in NEEDED
        del tree["listes"][nom]
    said = shell.run("doctor", CARNET_DISPOSITIF=written(shell.folder, tree)).stdout
    assert "✅ Dispositif" in said
    assert "prises dans celles de départ : objets_demande, motifs_creneau." in said


def test_what_left_the_file_and_is_still_named_by_entries_is_said(shell: Shell) -> None:
    team = open_team(shell.migrated(), MovableClock(EVENING, frozen=True))
    for _ in range(2):
        team.says(MEDIATRICE, "👥 Rencontres")
        team.taps(MEDIATRICE, "📍 Site A", "12-17 ans", "✅ Fini", "⏭ Passer")
    team.says(MEDIATRICE, "/difficulte")
    team.taps(MEDIATRICE, "📍 Site A", "Insultes", "Non")
    team.database.close()
    assert "✅ Anciennes saisies : chaque ligne" in shell.run("doctor").stdout

    tree = read(packaged("amiens")).tree
    tree["publics"] = [one for one in tree["publics"] if one["slug"] != "ados"]
    harms = tree["listes"]["difficultes_pro"]
    tree["listes"]["difficultes_pro"] = [one for one in harms if one["slug"] != "dp-insultes"]
    said = shell.run("doctor", CARNET_DISPOSITIF=written(shell.folder, tree)).stdout
    assert (
        "listes.difficultes_pro : dp-insultes (1 saisie), publics : ados (2 saisies) ; "
        "remettez-les avec « actif: false »"
    ) in said


def written(folder: Path, tree: object) -> str:
    """That tree as a dispositif file; its path."""
    file = folder / "amiens.yaml"
    file.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    return str(file)
