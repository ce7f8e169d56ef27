"""`carnet extraire` writes signalements one by one, or one sheet to print."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.domain.vies.signalement import ActeSignalement
from tests.bot.casework.terrain import Terrain, open_terrain
from tests.bot.commands.conftest import Shell

WORDS = "derrière le local à vélos"


@pytest.fixture
def lived(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Terrain:
    """Two lamps and a heap on the stock of a landlord; one lamp is mended after two days."""
    terrain = open_terrain(shell.migrated())
    monkeypatch.setattr("bot.terminal.office.SystemClock", lambda: terrain.clock)
    terrain.emit(lieu=WORDS)
    terrain.emit()
    terrain.emit(categorie="vt-encombrants", service="sv-proprete", urgence="u3")
    terrain.clock.advance(timedelta(days=2))
    terrain.act(1, ActeSignalement.ANNONCER_TRAITE)
    terrain.clock.advance(timedelta(hours=1))
    return terrain


def written(shell: Shell, *arguments: str) -> Path:
    out = shell.folder / "extraits"
    return Path(shell.says("extraire", *arguments, "--out", str(out)).strip())


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(path.read_bytes().decode("utf-8-sig")), delimiter=";"))


def test_a_service_s_signalements_are_told_one_by_one_in_each_format(
    shell: Shell, lived: Terrain
) -> None:
    path = written(shell, "--service", "sv-eclairage")
    assert path.name == "amiens_signalements_sv-eclairage_2025-11-19_2026-11-19.csv"
    rows = table(path)
    assert [row["reference"] for row in rows] == ["V-0001", "V-0002"]
    mended = rows[0]
    assert (mended["jours"], mended["repare_le"]) == ("2,0", "2026-11-19 17:40")
    assert mended["etat"] == "Annoncé traité, à vérifier sur place"
    assert "Ce n'est ni un constat" in mended["mention"]
    assert rows[1]["jours"] == ""
    assert WORDS not in path.read_text("utf-8-sig"), "no words that anybody typed"

    places = json.loads(written(shell, "--format", "geojson").read_text())
    assert [one["id"] for one in places["features"]] == ["V-0001", "V-0002", "V-0003"]
    longitude, latitude = places["features"][0]["geometry"]["coordinates"]
    assert (round(longitude), round(latitude)) == (2, 50)
    with ZipFile(written(shell, "--format", "xlsx")) as book:
        assert "V-0003" in book.read("xl/sharedStrings.xml").decode()

    assert len(table(written(shell, "--du", "2026-11-17", "--au", "2026-11-17"))) == 3
    refused = {
        ("--du", "2026-11-18", "--au", "2026-11-19"): "aucun signalement ne répond à cela",
        ("--du", "hier"): "--du : « hier » n'est pas un jour",
        ("--du", "2026-11-19", "--au", "2026-11-18"): "avant le premier",
        ("--service", "sv-eclairrage"): "vouliez-vous écrire « sv-eclairage »",
        ("--bailleur", "sv-eclairage"): "bailleur « sv-eclairage » inconnu",
        ("--format", "pdf"): "format « pdf » inconnu",
        ("--fiche", "V-0099"): "aucun signalement de ce numéro",
        ("--fiche", "demain"): "illisible",
    }
    for asked, why in refused.items():
        assert why in shell.refused("extraire", *asked, "--out", str(shell.folder / "non"))
    assert not (shell.folder / "non").exists()


def test_a_sheet_holds_the_whole_of_one_signalement(shell: Shell, lived: Terrain) -> None:
    page = written(shell, "--fiche", "v1").read_text()
    for fact in (
        "V-0001",
        "Éclairage public en panne",
        WORDS,
        "Annoncé traité",
        "Site A",
        "passants",
    ):
        assert fact in page, fact
    assert "http" not in page, "printed anywhere, it asks nothing of anybody"
