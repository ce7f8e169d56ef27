"""What a point mensuel may look at more closely: what the file allows, what somebody chose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.domain.semaine import Semaine
from storage import points
from storage.dispositif.reglages import Zoom
from storage.machine.db import Tx
from storage.programme import Programme

LABELS: Final[Mapping[Zoom, str]] = {
    "presence": "la présence",
    "rencontres": "les rencontres",
    "ambiance": "l'ambiance",
    "mesusages": "les mésusages",
}


def chosen(tx: Tx, programme: Programme, mois: Semaine) -> Zoom | None:
    """The coordination's choice for that month, else the file's; None leaves it to what moved.

    A theme that the file allows no more is nobody's choice.
    """
    row = points.of_period(tx, programme.id, mois)
    rules = programme.config.reglages
    asked = next((one for one in rules.zooms if row and row.zoom == one), None)
    return asked or rules.zoom_mensuel
