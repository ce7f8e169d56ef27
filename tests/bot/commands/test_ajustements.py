"""What was changed from the bot, on the command line; and two programmes in one installation."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import yaml

from storage.ajustements import LigneAjustee
from storage.dispositif import packaged
from storage.referential import adjust, synchronise
from storage.work import Work
from tests.bot.commands.conftest import Shell
from tests.storage.dispositif_cast import example

NOW = datetime(2026, 11, 17, 16, 4, tzinfo=UTC)
BOTH = {"CARNET_DISPOSITIF": "amiens, mons"}
INVITE = ("invite", "--role", "coordination", "--nom", "A")


def change(shell: Shell, *lignes: LigneAjustee) -> None:
    database = shell.migrated()
    with database.transaction() as tx:
        programme = synchronise(tx, example("amiens"), NOW)
        adjust(Work(tx, programme, NOW), lignes, None)
    database.close()


def test_check_says_how_many_changes_the_database_adds(shell: Shell) -> None:
    assert "La base ajoute" not in shell.run("check", str(packaged("amiens"))).stdout
    rodeo = LigneAjustee("listes.mesusages", "rodeo", {"label": "Rodéos"})
    change(shell, rodeo, LigneAjustee("sites", "site-a", {"label": "Place A"}))
    said = shell.run("check", str(packaged("amiens"))).stdout
    assert "La base ajoute 2 changements : listes.mesusages (1), sites (1)." in said
    assert "La base ajoute" not in shell.run("check", str(packaged("mons"))).stdout


def test_check_names_what_a_change_breaks_over_a_new_file(shell: Shell) -> None:
    change(shell, LigneAjustee("sites", "site-a", {"quartier": "parcheminiers"}))
    other = shell.folder / "amiens.yaml"
    text = packaged("amiens").read_text().replace("parcheminiers", "les-parcheminiers")
    other.write_text(text)
    said = shell.run("check", str(other)).stdout
    assert "Attention : avec ces changements, sites[0].quartier : « parcheminiers »" in said
    assert "changements faits depuis le bot" in shell.refused(
        *INVITE, CARNET_DISPOSITIF=str(other)
    )


def test_the_changes_are_written_as_the_file_takes_them(shell: Shell) -> None:
    change(shell, LigneAjustee("listes.mesusages", "rodeo", {"actif": False}))
    out = shell.folder / "changements.yaml"
    result = shell.run("ajustements", "--out", str(out))
    assert result.stdout == f"1 changement : {out}\n"
    written = out.read_text()
    assert written.startswith("# Changements faits depuis le bot sur « amiens ».")
    assert yaml.safe_load(written) == {
        "listes": {"mesusages": [{"slug": "rodeo", "actif": False}]}
    }
    assert "/proc/carnet" in shell.refused("ajustements", "--out", "/proc/carnet")


def test_with_two_programmes_each_command_says_for_which(shell: Shell) -> None:
    assert "précisez --dispositif : amiens, mons" in shell.refused(*INVITE, **BOTH)
    assert shell.run(*INVITE, "--dispositif", "mons", **BOTH).exit_code == 0
    said = shell.refused(*INVITE, "--dispositif", "mon", **BOTH)
    assert "dispositif « mon » inconnu ; vouliez-vous écrire « mons » ?" in said
    assert "l'équipe : personne" in shell.refused("revoke", "B", "--dispositif", "mons", **BOTH)
    asked = ("digest", "--week", "2026-W47", "--out", str(shell.folder / "points"))
    result = shell.run(*asked, "--dispositif", "mons", **BOTH)
    assert re.search(r"comite-suivi", result.stdout)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("given", ["amiens,amiens", "amiens,,mons"])
def test_a_programme_given_twice_or_not_at_all_is_refused(shell: Shell, given: str) -> None:
    assert "CARNET_DISPOSITIF" in shell.refused(*INVITE, CARNET_DISPOSITIF=given)
    assert not shell.database.exists()


def test_a_programme_of_the_database_is_never_left_out(shell: Shell) -> None:
    assert shell.run(*INVITE, "--dispositif", "amiens", **BOTH).exit_code == 0
    said = shell.refused(*INVITE)
    assert "cette base sert aussi « mons », dont le fichier manque" in said
