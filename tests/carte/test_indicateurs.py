"""docs/indicateurs.md says every figure as its register does.

« CARTE=ecrire » before pytest draws it anew.
"""

from __future__ import annotations

import os

from bot.commands.indicateurs import markdown
from tests.carte.dessin import ROOT, redrawn


def test_every_figure_is_told_with_its_formula_and_its_source() -> None:
    path = ROOT / "docs" / "indicateurs.md"
    text = path.read_text(encoding="utf-8")
    wanted = redrawn(text, "indicateurs", markdown())
    if os.environ.get("CARTE") == "ecrire":
        path.write_text(wanted, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == wanted, "run again with CARTE=ecrire"
