"""The formats of an export, by the suffix of their file: for the command line and the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from digests.exports.carte import geojson_bytes
from digests.exports.classeur import Classeur
from digests.exports.plat import csv_bytes
from digests.exports.tableur import xlsx_bytes
from storage.dispositif.problems import nearest


@dataclass(frozen=True, slots=True)
class FormatExport:
    """How a quarter is written, and what a browser calls that."""

    suffixe: str
    mime: str
    ecrit: Callable[[Classeur], bytes]
    ouvert: bool
    """Whether anybody may read it: no money, nothing of the mediators."""


FORMATS: Final[Mapping[str, FormatExport]] = {
    one.suffixe: one
    for one in (
        FormatExport(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            xlsx_bytes,
            ouvert=False,
        ),
        FormatExport("csv", "text/csv; charset=utf-8", csv_bytes, ouvert=True),
        FormatExport("geojson", "application/geo+json", geojson_bytes, ouvert=True),
    )
}


def format_of(suffixe: str) -> FormatExport:
    """Raises ValueError, in French, for a format that is none."""
    found = FORMATS.get(suffixe.strip().lower())
    if found is None:
        raise ValueError(f"format « {suffixe} » inconnu{nearest(suffixe, FORMATS)}")
    return found
