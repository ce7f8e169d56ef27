"""An extract as a spreadsheet, as open columns, or on a map."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any, Final

from bot.clock import paris
from digests.exports.neutre import neutral
from digests.extraits.extrait import COLONNES_EXTRAIT, Extrait, LigneExtrait
from storage.dispositif.problems import nearest

CelluleExtrait = str | float | int | None


@dataclass(frozen=True, slots=True)
class FormatExtrait:
    """How an extract is written, and what a browser calls that."""

    suffixe: str
    mime: str
    ecrit: Callable[[Extrait], bytes]


def rangee(ligne: LigneExtrait) -> Iterator[CelluleExtrait]:
    """Its cells, in the order of COLONNES_EXTRAIT; instants in Paris, « oui » or « »."""
    for name in COLONNES_EXTRAIT:
        value = getattr(ligne, name)
        if isinstance(value, datetime):
            yield paris(value).strftime("%Y-%m-%d %H:%M")
        elif isinstance(value, bool):
            yield "oui" if value else ""
        else:
            yield value


def csv_extrait(one: Extrait) -> bytes:
    """Semicolons, UTF-8 with its mark: opened as it is by a French spreadsheet."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*COLONNES_EXTRAIT, "mention"])
    mention = " | ".join(f"{title} : {text}" for title, text in one.mention)
    for rank, ligne in enumerate(one.lignes):
        said = [_text(cell) for cell in rangee(ligne)]
        writer.writerow([*said, "" if rank else neutral(mention)])
    return out.getvalue().encode("utf-8-sig")


def xlsx_extrait(one: Extrait) -> bytes:
    """Two sheets, no formula: texts are texts, whatever they begin with."""
    # Half a second of start for whoever writes no workbook.
    import xlsxwriter

    out = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as made:
        heading = made.add_format({"bold": True, "bottom": 1})
        _sheet(made.add_worksheet("Signalements"), heading, COLONNES_EXTRAIT, one.lignes)
        about = made.add_worksheet("Lisez-moi")
        for rank, (title, text) in enumerate(one.mention):
            about.write_string(rank, 0, title, heading)
            about.write_string(rank, 1, text)
    return out.getvalue()


def geojson_extrait(one: Extrait) -> bytes:
    """Points (RFC 7946), WGS 84; the mention is a member of its own."""
    features = [
        {
            "type": "Feature",
            "id": ligne.reference,
            "geometry": {"type": "Point", "coordinates": [ligne.longitude, ligne.latitude]},
            "properties": dict(zip(COLONNES_EXTRAIT, rangee(ligne), strict=True)),
        }
        for ligne in one.lignes
    ]
    whole = {"type": "FeatureCollection", "mention": dict(one.mention), "features": features}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


FORMATS_EXTRAIT: Final[Mapping[str, FormatExtrait]] = {
    one.suffixe: one
    for one in (
        FormatExtrait("csv", "text/csv; charset=utf-8", csv_extrait),
        FormatExtrait(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            xlsx_extrait,
        ),
        FormatExtrait("geojson", "application/geo+json", geojson_extrait),
    )
}


def format_extrait(suffixe: str) -> FormatExtrait:
    """Raises ValueError, in French, for a format that is none."""
    found = FORMATS_EXTRAIT.get(suffixe.strip().lower())
    if found is None:
        raise ValueError(f"format « {suffixe} » inconnu{nearest(suffixe, FORMATS_EXTRAIT)}")
    return found


def _sheet(sheet: Any, heading: Any, titles: tuple[str, ...], lignes: Any) -> None:
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, heading)
        sheet.set_column(column, column, 18)
    for rank, ligne in enumerate(lignes, start=1):
        for column, value in enumerate(rangee(ligne)):
            if isinstance(value, str):
                sheet.write_string(rank, column, neutral(value))
            elif value is not None:
                sheet.write_number(rank, column, value)
    sheet.freeze_panes(1, 0)


def _text(value: CelluleExtrait) -> str:
    match value:
        case None:
            return ""
        case float():
            return str(value).replace(".", ",")
        case int():
            return str(value)
    return neutral(value)
