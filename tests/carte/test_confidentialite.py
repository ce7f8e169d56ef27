"""docs/confidentialite says what the programme does: its tables are drawn, its tests exist.

« CARTE=ecrire » before pytest draws the two tables anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Final

import pytest

from bot.commands import roles
from bot.commands.line import app
from bot.domain.diffusion import DIFFUSION, NOTHING, READERS
from bot.terminal.command import every_command
from tests.carte.dessin import ROOT, redrawn
from tests.test_exigences import NAMED, functions

FOLDER: Final = ROOT / "docs" / "confidentialite"
THREATS: Final = 43
"""Lines of the study of security, §8, and those that came since."""
LATER: Final = re.compile(r"à venir : \w.{10,}")


def drawn(page: str) -> Iterator[str]:
    if page == "roles":
        return roles.markdown(list(every_command(app)))
    return roles.diffusion()


@pytest.mark.parametrize("page", ["roles", "diffusion"])
def test_the_tables_are_those_of_the_programme(page: str) -> None:
    path = FOLDER / f"{page}.md"
    text = path.read_text(encoding="utf-8")
    wanted = redrawn(text, page, drawn(page))
    if os.environ.get("CARTE") == "ecrire":
        path.write_text(wanted, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == wanted, "run again with CARTE=ecrire"


def threats() -> list[list[str]]:
    """The cells of each line, its number first."""
    lines = (FOLDER / "menaces.md").read_text(encoding="utf-8").splitlines()
    return [line.strip("| ").split(" | ") for line in lines if re.match(r"\| \d", line)]


def test_every_threat_names_a_test_that_exists_or_says_what_is_missing() -> None:
    found = threats()
    assert [int(cells[0]) for cells in found] == list(range(1, THREATS + 1))
    for number, *_said, proof in found:
        named = NAMED.findall(proof)
        assert named or LATER.search(proof), number
        for file, function in named:
            assert function in functions(file), (number, file, function)


def test_nobody_outside_reads_what_describes_one_mediator() -> None:
    """The table says it of the programme whose figures are tested (`tests/digests`)."""
    outside = READERS.index("Comité opérationnel")
    alone = {"Ses saisies", "Heures d'un médiateur", "Jours sans saisie"}
    rows = [one for one in DIFFUSION if one.nom in alone]
    assert len(rows) == len(alone)
    assert {cell for one in rows for cell in one.lecteurs[outside:]} == {NOTHING}


def test_every_page_of_the_folder_is_in_its_table_of_contents() -> None:
    contents = (FOLDER / "README.md").read_text(encoding="utf-8")
    pages = [path.name for path in FOLDER.glob("*.md") if path.name != "README.md"]
    assert [page for page in pages if f"`{page}`" not in contents] == []
