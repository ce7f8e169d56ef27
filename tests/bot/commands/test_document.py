"""`carnet document` writes what is due, with what it lacks, or says why it does not."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from bot.clock import MovableClock
from tests.bot.commands.conftest import Shell
from tests.digests.scene import open_scene
from tests.storage.dispositif_cast import example

REFUSED = {
    ("compte-rendux", "--intervention", "site-a"): (
        "document « compte-rendux » inconnu ; vouliez-vous écrire « compte-rendu » ?"
    ),
    ("compte-rendu", "--trimestre", "2026-T4"): (
        "« compte-rendu » se demande avec --intervention, et rien d'autre"
    ),
    ("compte-rendu", "--intervention", "site-zz"): "intervention « site-zz » inconnue",
    ("extrait-bailleur", "--bailleur", "sv-voirie"): "bailleur « sv-voirie » inconnu",
    ("extrait-bailleur", "--bailleur", "sv-bailleur", "--site", "site-a"): (
        "« extrait-bailleur » se demande avec --bailleur, et rien d'autre"
    ),
    ("bilan-annuel", "--annee", "26"): "année « 26 » illisible : écrivez 2026",
    ("fiche-quartier", "--quartier", "etouvi"): "quartier « etouvi » inconnu",
    ("support-comite", "--comite", "comite-operationnel-ouest.demain"): (
        "jour « demain » illisible : écrivez 2026-12-03"
    ),
    ("fiche-saisine", "--site", "site-zz"): "site « site-zz » inconnu",
    ("dossier-trimestriel", "--trimestre", "T4"): "trimestre « T4 » illisible : écrivez 2026-T4",
    ("dossier-trimestriel", "--trimestre", "2027-T4"): "trimestre 2027-T4 illisible : il n'a pas",
    ("dossier-trimestriel", "--trimestre", "2019-T4"): "trimestre 2019-T4 illisible : il finit",
}


def test_a_compte_rendu_holds_what_was_noted_and_says_what_is_missing(
    shell: Shell, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set(datetime(2026, 11, 23, 9, tzinfo=UTC))
    monkeypatch.setattr("bot.terminal.office.SystemClock", lambda: clock)
    database = shell.migrated()
    with database.transaction() as tx:
        scene = open_scene(tx, example("amiens"))
        scene.presence("2026-11-17 17:04", "2026-11-17 20:52")
        scene.rencontres("2026-11-17 17:30", ados=30, adultes=14, seniors=3)
    database.close()
    out = shell.folder / "documents"
    for asked, why in REFUSED.items():
        assert shell.refused("document", *asked, "--out", str(out)).startswith(why)
        assert not out.exists()
    said = shell.says("document", "compte-rendu", "--intervention", "site-a", "--out", str(out))
    pdf, office = (Path(line) for line in said.splitlines())
    pages = PdfReader(BytesIO(pdf.read_bytes())).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "3 h 48" in text
    assert "Ensemble 3 h 48 47 12,4" in text
    assert "12-17 ans 30 Le reste, ensemble 17 Total 47" in text
    assert "5 Proposition : arrêter, renouveler ou changer" in text
    assert "Brouillon : à compléter et à relire" in text
    tables = docx.Document(str(office)).tables
    cells = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    assert ["12-17 ans", "30"] in cells
    assert "compte-rendu --intervention …" in shell.says("document")
    yearly = ("--bailleur", "sv-bailleur", "--annee", "2026", "--out", str(out))
    paper, _office = shell.says("document", "extrait-bailleur", *yearly).splitlines()
    assert paper.endswith("extrait_bailleur_sv-bailleur.2026.pdf")
    # What no day asks for has the same steps.
    moved = shell.says("avancer", "registre-decisions", "--annee", "2026", "--etape", "relire")
    assert "Registre des décisions, année 2026 : relu" in moved
