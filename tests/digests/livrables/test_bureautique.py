"""The word processor of an office opens a document as it is: LibreOffice, without a window."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from bot.casework.livrable import ecrit
from bot.livrables import avec_textes, livrables
from digests.livrables.page import mise_en_page
from storage.work import Work
from tests.digests.documents.test_every_livrable import PIEGE, squeezed
from tests.digests.scene import Scene, paris

SOFFICE = shutil.which("soffice")
JAVA = "javaldx"
"""What it says of itself where there is no Java, whatever it opens."""
TEXTE = "txt:Text (encoded):UTF8"
PATIENCE = 60.0


@pytest.mark.skipif(SOFFICE is None, reason="libreoffice-writer-nogui is not installed")
def test_libreoffice_opens_a_document_without_a_warning_and_finds_all_of_it(
    soiree: Scene, tmp_path: Path
) -> None:
    livrable = livrables()["dossier_trimestriel"]
    work = Work(soiree.tx, soiree.programme, paris("2026-12-20 09:00"))
    contenu = ecrit.composed(work, livrable, livrable.cible(work, "2026-T4"))
    whole = ecrit.printed(work, None, avec_textes(contenu, {"1": PIEGE}))
    made = tmp_path / "dossier.docx"
    made.write_bytes(livrable.formats["docx"](whole))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profil'}"
    done = subprocess.run(
        [str(SOFFICE), "--headless", profile, "--convert-to", TEXTE, str(made)],
        cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE, check=True,
    )  # fmt: skip
    assert [line for line in done.stderr.splitlines() if JAVA not in line] == []
    opened = squeezed((tmp_path / "dossier.txt").read_text(encoding="utf-8-sig"))
    page = mise_en_page(whole)
    said = [page["titre"], page["objet"], *page["manques"]]
    for partie in page["parties"]:
        said += [partie["titre"], partie["demande"], *partie["texte"]]
        for bloc in partie["blocs"]:
            said += [bloc.get("texte", ""), *bloc.get("entetes", ())]
            said += [cell for row in bloc.get("lignes", ()) for cell in _cells(row)]
    assert [one for one in said if squeezed(one) not in opened] == []


def _cells(row: str | list[str]) -> list[str]:
    return [row] if isinstance(row, str) else row
