"""The wording and the logos of who pays stand on each document, or what is wrong is said (A01)."""

from __future__ import annotations

from base64 import b64decode
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader
from sqlalchemy import select

from bot.casework.livrable import actes, ecrit
from bot.livrables import ContenuLivrable, livrables
from storage.dispositif import DispositifError, load
from storage.dispositif.loading import packaged
from storage.machine.db import Database
from storage.models.livrables import VersionLivrable
from storage.work import Work
from tests.digests.scene import open_scene, paris

PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg=="
)
MENTION = "Avec le soutien de l'État, au titre du contrat de ville."


def town(folder: Path, logo: str) -> Path:
    """Amiens, whose first commanditaire has its words and its picture."""
    text = packaged("amiens").read_text(encoding="utf-8")
    line = '{slug: cm-etat, label: "État",'
    assert line in text
    told = text.replace(line, f'{line} logo: {logo}, mention: "{MENTION}",', 1)
    file = folder / "ville.yaml"
    file.write_text(told, encoding="utf-8")
    return file


def test_a_picture_that_cannot_be_printed_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "faux.png").write_bytes(b"GIF89a")
    (tmp_path / "lourd.png").write_bytes(PIXEL + bytes(200_000))
    for logo, why in {
        "absent.png": "« absent.png » : fichier introuvable ou illisible",
        "logo.svg": "« logo.svg » : donnez une image PNG ou JPEG",
        "faux.png": "« faux.png » : ce n'est pas une image PNG ou JPEG",
        "lourd.png": "« lourd.png » : image trop lourde : 200 Ko au plus",
    }.items():
        with pytest.raises(DispositifError) as refused:
            load(town(tmp_path, logo))
        assert f"commanditaires[0].logo : {why}" in str(refused.value)


def test_each_document_bears_the_words_and_the_logo(
    tmp_path: Path, sqlite_database: Database
) -> None:
    logo = tmp_path / "etat.png"
    logo.write_bytes(PIXEL)
    livrable = livrables()["note_elus"]
    with sqlite_database.transaction() as tx:
        scene = open_scene(tx, load(town(tmp_path, "etat.png")))
        work = Work(tx, scene.programme, paris("2026-11-23 09:00"))
        cible = livrable.cible(work, "2026-T4")
        contenu = ecrit.composed(work, livrable, cible)
        actes.freeze(work, actes.opened(work, "note_elus", cible), contenu)
    assert _drawn(contenu) == (1, 1)
    made = docx.Document(BytesIO(livrable.formats["docx"](contenu)))
    assert MENTION in [one.text for one in made.paragraphs]
    assert 'descr="Logo : État"' in made.element.xml
    # Gone since: the document is written all the same, and says so.
    logo.unlink()
    with sqlite_database.transaction() as tx:
        frozen = Work(tx, scene.programme, work.now)
        (row,) = tx.scalars(select(VersionLivrable))
        assert _drawn(ecrit.printed(frozen, row, row.contenu)) == (1, 1), "as it was frozen"
    assert _drawn(contenu) == (0, 0)
    made = docx.Document(BytesIO(livrable.formats["docx"](contenu)))
    assert "Logo introuvable : État (etat.png)." in [one.text for one in made.paragraphs]


def _drawn(contenu: ContenuLivrable) -> tuple[int, int]:
    """How many pictures are on paper, and for the word processor."""
    formats = livrables()["note_elus"].formats
    page = PdfReader(BytesIO(formats["pdf"](contenu))).pages[0]
    return len(page.images), len(docx.Document(BytesIO(formats["docx"](contenu))).inline_shapes)
