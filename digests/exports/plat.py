"""Open data as CSV: aggregates that describe nobody who works, and no money (H15)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from digests.exports.classeur import OUVERTS, Classeur, LigneExport
from digests.exports.neutre import neutral
from digests.exports.tableau import COLONNES, ValeurExport, rangee
from storage.indicateurs.contrat import Sensible


def ouvertes(book: Classeur) -> Iterator[LigneExport]:
    """Lines that anybody may read: nothing of the mediators."""
    for ligne in (*book.lignes, *book.semaines):
        if ligne.indicateur.sensible is not Sensible.MEDIATEURS:
            yield ligne


def csv_bytes(book: Classeur) -> bytes:
    """Separated by semicolons, in UTF-8 with its mark: opened as it is by a French spreadsheet.

    The mention is in the last column of the first line, so that the table stays a table.
    """
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*COLONNES, "mention"])
    mention = _mention(book)
    for rank, ligne in enumerate(ouvertes(book)):
        cells = [_text(one) for one in rangee(ligne)]
        writer.writerow([*cells, "" if rank else neutral(mention)])
    return out.getvalue().encode("utf-8-sig")


def _mention(book: Classeur) -> str:
    said = dict(book.mention) | {"Peuvent le lire": OUVERTS}
    return " | ".join(f"{title} : {text}" for title, text in said.items())


def _text(value: ValeurExport) -> str:
    match value:
        case None:
            return ""
        case float():
            return f"{value:g}".replace(".", ",")
        case int():
            return str(value)
    return neutral(value)
