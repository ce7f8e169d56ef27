"""docs/confidentialite/conservation.md says what the program does, kind by kind.

« CARTE=ecrire » before pytest writes its two tables anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from storage.conservation.purge import SORTES
from storage.dispositif.conservation import DureesConservation
from tests.carte.dessin import redrawn

PAGE = Path(__file__).parents[3] / "docs" / "confidentialite" / "conservation.md"
UNITS = {"heures": "h", "jours": "jours", "mois": "mois"}


def delays() -> Iterator[str]:
    """A line a setting of the file, in its order."""
    yield "| Ce qui est gardé | Combien de temps | Réglage |"
    yield "|---|---|---|"
    for name, field in DureesConservation.model_fields.items():
        unit = UNITS[name.rpartition("_")[2]]
        yield f"| {field.description} | {field.default} {unit} | `{name}` |"


def kinds() -> Iterator[str]:
    """A line a kind that the nightly job empties, with its tables."""
    tables: dict[tuple[str, str], list[str]] = {}
    for one in SORTES:
        tables.setdefault((one.quoi, one.duree), []).append(f"`{one.table}`")
    yield "| Ce qui s'efface | Au bout de | Tables |"
    yield "|---|---|---|"
    for (quoi, duree), names in tables.items():
        yield f"| {quoi} | `{duree}` | {', '.join(names)} |"


def test_the_page_says_what_the_program_does() -> None:
    text = PAGE.read_text(encoding="utf-8")
    whole = redrawn(redrawn(text, "durées", delays()), "sortes", kinds())
    if os.environ.get("CARTE") == "ecrire":
        PAGE.write_text(whole, encoding="utf-8")
        text = whole
    assert text == whole, "CARTE=ecrire writes it again"


def test_every_kind_follows_a_delay_of_the_file() -> None:
    assert {one.duree for one in SORTES} <= DureesConservation.model_fields.keys()
    assert all(
        re.search(r"_(heures|jours|mois)$", name) for name in DureesConservation.model_fields
    )


@pytest.mark.parametrize(
    "wrong",
    [{"audit_mois": 0}, {"photos_mois": 13}, {"textes_mois": 20, "textes_valides_mois": 19}],
)
def test_a_file_cannot_keep_longer_than_it_may(wrong: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        DureesConservation(**wrong)
