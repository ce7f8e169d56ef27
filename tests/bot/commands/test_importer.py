"""`carnet importer services`: an organisation chart is understood line by line, or left whole."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from tests.bot.commands.conftest import Shell
from tests.handlers.people import Team

TITRES = ("Direction", "Courriel", "Tél", "Territoire", "Relève", "Catégories", "Responsable")
LIGNES = (
    ("Voirie", "voirie2@amiens.example.org", "", "", "Régie des eaux", "", "Mme A"),
    ("Régie des eaux", "eaux@amiens.example.org", 322334455, "", "", "Fuite d'eau", ""),
    ("Régie des eaux", "eaux-nord@amiens.example.org", "", "Territoire Nord", "", "", ""),
    ("Bus", "bus@@amiens", "", "", "", "", ""),
    ("Tramway", "tram@amiens.example.org", "", "", "Tramway", "", ""),
    ("", "personne@amiens.example.org", "", "", "", "", ""),
)


def test_each_line_is_said_and_nothing_is_written_unless_all_is_well(
    team: Team, shell: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "organigramme.csv"
    rows = "\n".join(";".join(map(str, row)) for row in (TITRES, *LIGNES))
    file.write_bytes(rows.encode("cp1252"))
    said = shell.refused("importer", "services", str(file))
    for line in (
        "Ligne 2 : Voirie (sv-voirie), connu : emails, releve_par",
        "Ligne 3 : Régie des eaux (sv-regie-des-eaux), nouveau : emails, telephone",
        "Ligne 5 : à reprendre, « bus@@amiens » n'est pas une adresse e-mail",
        "Ligne 6 : à reprendre, un service ne se relève pas lui-même",
        "Ligne 7 : à reprendre, pas de nom de service",
        "Colonne « responsable » non lue. Aucun nom de personne n'est gardé.",
        "6 lignes lues, 3 à reprendre.\nRien n'est écrit",
    ):
        assert line in said
    assert "eaux@amiens" not in shell.says("routage", "cas", "vt-fuite-eau site-a")
    said = shell.says("importer", "services", str(file), "--garder-le-reste")
    assert "2 services écrits." in said
    assert "eaux@amiens.example.org" in shell.says("routage", "cas", "vt-fuite-eau site-a")
    assert "mme a" not in said.casefold()
    north = shell.says("routage", "cas", "vt-fuite-eau site-b")
    assert "1. Régie des eaux" in north


def test_a_workbook_is_read_like_a_csv_and_a_circle_of_relays_writes_nothing(
    team: Team, shell: Shell, tmp_path: Path
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (TITRES[:5], LIGNES[1][:5], ("Voirie", "", "", "", "Éclairage public")):
        sheet.append(row)
    sheet.append(("Éclairage public", "", "", "", "Voirie"))
    file = tmp_path / "organigramme.xlsx"
    book.save(file)
    assert "la relève tourne en rond" in shell.refused("importer", "services", str(file))
    sheet.delete_rows(4)
    book.save(file)
    assert "2 services écrits." in shell.says("importer", "services", str(file))
    other = tmp_path / "photo.xlsx"
    other.write_bytes(b"PK rien")
    assert "enregistrez-le de nouveau" in shell.refused("importer", "services", str(other))
    whole = file.read_bytes()
    other.write_bytes(whole[:-900] + whole[-300:])
    assert "enregistrez-le de nouveau" in shell.refused("importer", "services", str(other))


@pytest.mark.parametrize(
    ("sheet", "why"),
    [
        ('<row r="99999999999"/>', "pas dans l'ordre"),
        ('<row r="2"/><row r="1"/>', "pas dans l'ordre"),
        ('<row r="²"/>', "est vide"),
        ("<!DOCTYPE s [<!ENTITY a 'a'>]>", "pas un classeur ordinaire"),
    ],
)
def test_a_sheet_made_by_hand_takes_neither_memory_nor_the_command(
    sheet: str, why: str, team: Team, shell: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "organigramme.xlsx"
    with ZipFile(file, "w") as book:
        book.writestr("xl/worksheets/sheet1.xml", f"<s>{sheet}</s>")
    assert why in shell.refused("importer", "services", str(file))
    with ZipFile(file, "w") as book:
        declared = (
            "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE s [<!ENTITY a 'a'>]><s>&a;</s>"
        )
        book.writestr("xl/worksheets/sheet1.xml", declared.encode("utf-16"))
    assert "pas un classeur ordinaire" in shell.refused("importer", "services", str(file))


def test_a_cell_without_end_is_told(team: Team, shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "organigramme.csv"
    file.write_text('service\n"' + "a" * 200_000)
    assert "n'est pas un tableau" in shell.refused("importer", "services", str(file))
