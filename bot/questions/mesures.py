"""The three measures of a site in words, for whatever is noted at each of them (§4.5)."""

from __future__ import annotations

from typing import Final

FREE: Final = "libre"
MESURES: Final = {
    "t0": "état initial (T0)",
    "t1": "fin de l'intervention (T1)",
    "t2": "trois mois après la fin (T2)",
    FREE: "relevé libre, hors des mesures T0, T1 et T2",
}
