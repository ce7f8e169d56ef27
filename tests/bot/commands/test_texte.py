"""`carnet texte`: a note a line, an answer a line, whatever the bytes and with no base."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.commands.line import app
from tests.bot.commands.conftest import Shell


def answers(shell: Shell, lines: bytes, *arguments: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(app, ["texte", *arguments], input=lines, env=shell.environ)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.usefixtures("bare")
def test_each_note_has_its_answer(shell: Shell) -> None:
    notes = b"Mme Kaddouri au 06 39 98 56 78\r\nRAS\n\nPierre Rollin calme"
    assert answers(shell, notes) == [
        {
            "spans": [[0, 12, "personne"], [16, 30, "telephone"]],
            "proposition": "Une personne à un numéro",
        },
        {"spans": [], "proposition": "RAS"},
        {"spans": [], "proposition": ""},
        # A quartier of the file that the settings name.
        {"spans": [], "proposition": "Pierre Rollin calme"},
    ]
    assert not shell.database.exists()


def test_a_file_given_is_the_one_whose_places_are_known(shell: Shell, tmp_path: Path) -> None:
    other = tmp_path / "autre.yaml"
    text = Path(shell.environ["CARNET_DISPOSITIF"]).read_text(encoding="utf-8")
    other.write_text(text.replace("Pierre Rollin", "Quartier bas"), encoding="utf-8")
    (found,) = answers(shell, b"vu Pierre Rollin hier", "--fichier", str(other))
    assert found["spans"] == [[3, 16, "personne"]]
    assert "introuvable" in shell.refused("texte", "--fichier", str(tmp_path / "rien.yaml"))


def test_bad_bytes_are_said_and_the_line_answered(shell: Shell) -> None:
    result = CliRunner().invoke(app, ["texte"], input=b"RAS\nlucas \xe9nerve\n", env=shell.environ)
    assert result.stderr == "Ligne 2 : des octets ne sont pas de l'UTF-8 ; chacun est lu « � ».\n"
    assert json.loads(result.stdout.splitlines()[1])["spans"] == [[0, 5, "personne"]]


def test_an_answer_does_not_wait_for_the_next_note_nor_for_a_reader_gone() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "texte"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as carnet:
        assert carnet.stdin
        assert carnet.stdout
        carnet.stdin.write(b"Yanis est parti\n")
        carnet.stdin.flush()
        assert json.loads(carnet.stdout.readline())["spans"] == [[0, 5, "personne"]]
        carnet.stdout.close()
        carnet.stdin.write(b"RAS\n")
        carnet.stdin.close()
        assert carnet.stderr
        assert (carnet.wait(60), carnet.stderr.read()) == (0, b"")
