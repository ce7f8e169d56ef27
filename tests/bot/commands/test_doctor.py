"""The doctor looks at everything, whatever it finds first."""

from __future__ import annotations

from storage.migrate import head
from tests.bot.commands.conftest import Shell
from tests.bot.commands.test_desk_commands import newer

CHECKS = ("Jeton", "Base de données", "Courriels", "Horloge", "Dispositif", "Disque")


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
