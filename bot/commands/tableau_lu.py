"""A table that an office filled in, read line by line: CSV, or the first sheet of a workbook."""

from __future__ import annotations

import csv
import io
import re
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from bot.domain.lecture.vocabulaire import fold

MOST: Final = 20_000_000
"""Bytes of one part of a workbook, once unpacked: a chart of services has some thousands."""
LAST: Final = 1_048_576
"""The last line that a spreadsheet has."""
UNREADABLE: Final = (
    *(BadZipFile, KeyError, ElementTree.ParseError, ValueError, OSError, EOFError),
    *(NotImplementedError, RuntimeError, zlib.error, struct.error),
)
"""Of an archive that is broken, locked, or packed in a way of its own."""
_CELL: Final = re.compile(r"([A-Z]+)[0-9]+")
Ligne = tuple[int, Mapping[str, str]]
"""The number of a line in the file, and what stands under each folded title."""


class TableauIllisible(Exception):
    """Why that file is no table, with the mend, in French."""


def lignes(path: Path) -> list[Ligne]:
    """Every line that says something; the first one holds the titles. Raises TableauIllisible."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise TableauIllisible(f"« {path} » ne peut pas être lu : vérifiez le chemin") from error
    rows = list(_workbook(raw) if raw.startswith(b"PK") else _csv(raw))
    filled = [(n, row) for n, row in enumerate(rows, 1) if any(row)]
    if not filled:
        raise TableauIllisible(f"« {path.name} » est vide : la première ligne porte les titres")
    titles = [fold(title) for title in filled[0][1]]
    return [(n, dict(zip(titles, row, strict=False))) for n, row in filled[1:]]


def _csv(raw: bytes) -> Iterator[Sequence[str]]:
    """Whatever an office writes: UTF-8 or Windows, commas, semicolons or tabs."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    head = text.partition("\n")[0]
    separator = max(";,\t", key=head.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        mend = "enregistrez-le de nouveau en .csv ou en .xlsx"
        raise TableauIllisible(f"ce fichier n'est pas un tableau : {mend}") from error


def _workbook(raw: bytes) -> Iterator[Sequence[str]]:
    try:
        with ZipFile(io.BytesIO(raw)) as book:
            shared = _shared(book)
            sheet = _part(book, _first_sheet(book))
    except UNREADABLE as error:
        mend = "enregistrez-le de nouveau en .xlsx, ou en .csv"
        raise TableauIllisible(f"ce classeur ne peut pas être lu : {mend}") from error
    at = 0
    for row in sheet.iterfind(".//{*}row"):
        number = _number(row, at)
        yield from ([] for _ in range(number - at - 1))
        at = number
        yield _cells(row, shared)


def _number(row: ElementTree.Element, at: int) -> int:
    """That of the line, as it says it, never before the last one nor beyond what a sheet has."""
    said = row.get("r") or ""
    number = int(said) if said.isascii() and said.isdigit() else at + 1
    if not at < number <= LAST:
        raise TableauIllisible("ses lignes ne sont pas dans l'ordre : prenez un .csv")
    return number


def _first_sheet(book: ZipFile) -> str:
    """Raises KeyError for a workbook without any."""
    sheets = [one for one in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", one)]
    if not sheets:
        raise KeyError("no sheet")
    return min(sheets, key=lambda one: (len(one), one))


def _shared(book: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return [_text(one) for one in _part(book, "xl/sharedStrings.xml").iterfind("{*}si")]


def _part(book: ZipFile, name: str) -> ElementTree.Element:
    """Raises KeyError, TableauIllisible for one too large, or that declares what it is made of."""
    if book.getinfo(name).file_size > MOST:
        raise TableauIllisible("ce classeur est trop gros : gardez les seules lignes des services")
    raw = book.read(name)
    # Written two bytes a letter, a declaration would not be seen.
    if b"\0" in raw or b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise TableauIllisible("ce classeur n'est pas un classeur ordinaire : prenez un .csv")
    return ElementTree.fromstring(raw)  # noqa: S314 - nothing of it declares an entity


def _cells(row: ElementTree.Element, shared: Sequence[str]) -> list[str]:
    values: list[str] = []
    for cell in row.iterfind("{*}c"):
        found = _CELL.fullmatch(cell.get("r") or "")
        column = _column(found[1]) if found else len(values)
        values += [""] * (column - len(values))
        values.append(_value(cell, shared))
    return values


def _column(letters: str) -> int:
    """« A » is 0, « AB » 27; never so far that an empty line weighs anything."""
    rank = 0
    for letter in letters[:3]:
        rank = rank * 26 + ord(letter) - 64
    return rank - 1


def _value(cell: ElementTree.Element, shared: Sequence[str]) -> str:
    kind, value = cell.get("t"), cell.findtext("{*}v") or ""
    if kind == "inlineStr":
        return _text(cell).strip()
    if kind == "s" and value.isascii() and value.isdigit() and int(value) < len(shared):
        return shared[int(value)].strip()
    return value.removesuffix(".0").strip()


def _text(node: ElementTree.Element) -> str:
    return "".join(one.text or "" for one in node.iterfind(".//{*}t"))
