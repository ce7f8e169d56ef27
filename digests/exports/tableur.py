"""A workbook for a spreadsheet: figures, weeks, definitions, and who pays what (A14-A16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, Final

from digests.exports.classeur import Classeur
from digests.exports.neutre import neutral
from digests.exports.parts import cout_annuel, reste
from digests.exports.tableau import COLONNES, ValeurExport, rangee

DEFINITIONS: Final = (
    *("indicateur", "libellé", "version", "famille", "unité", "comment il est fait", "sur"),
    *("dit quelque chose", "source"),
)
REPARTITION: Final = ("commanditaire", "part (%)", "plafond (€ par an)", "par an (€)", "rôle")
LARGEURS: Final = (26, 34, 9, 12, 12, 20, 28, 12, 12, 28, 11, 11, 11, 11, 14, 24)
A4: Final = 9
FOOTER: Final = 200
NON_DIT: Final = "non dit par la convention"
RangeeExport = Sequence[ValeurExport]


def xlsx_bytes(book: Classeur) -> bytes:
    """Five sheets, all in sight: no hidden sheet, line or column, and no formula."""
    # Half a second of start for whoever writes no workbook.
    import xlsxwriter

    out = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as made:
        made.set_properties({"title": f"{book.programme.config.nom}, {book.trimestre.nom}"})
        heading = made.add_format({"bold": True, "bottom": 1})
        for nom, titles, rows in _sheets(book):
            sheet = made.add_worksheet(nom)
            _sheet(sheet, heading, titles, rows)
            _printed(sheet, book)
    return out.getvalue()


def _printed(sheet: Any, book: Classeur) -> None:
    """Every printed page says what it is and who may read it: it may leave its file (DEL-3)."""
    said = dict(book.mention)
    readers = said.get("Destinataire", said["Peuvent le lire"])
    name = f"{book.programme.config.nom}, {book.trimestre.nom}"
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{_short(name)}")
    sheet.set_footer(f"&L{_short(f'Diffusion : {readers}. Des agrégats seulement.')}&R&P / &N")


def _short(text: str) -> str:
    """As a header may hold it: « & » begins a code there, and 255 characters are all it takes."""
    return text.replace("&", "&&")[:FOOTER]


def _sheets(book: Classeur) -> Iterator[tuple[str, RangeeExport, Iterable[RangeeExport]]]:
    yield "Lisez-moi", ("mention", "ce qu'il faut savoir"), book.mention
    yield "Trimestre", COLONNES, [tuple(rangee(ligne)) for ligne in book.lignes]
    yield "Semaines", COLONNES, [tuple(rangee(ligne)) for ligne in book.semaines]
    yield "Définitions", DEFINITIONS, [tuple(_definition(one)) for one in book.indicateurs]
    yield "Répartition", REPARTITION, list(_repartition(book))


def _definition(one: Any) -> Iterator[ValeurExport]:
    yield from (one.slug, one.label, one.version, str(one.famille), str(one.unite))
    yield from (one.formule, one.denominateur, str(one.sensible), one.source)


def _repartition(book: Classeur) -> Iterator[RangeeExport]:
    for part in book.parts:
        euros = NON_DIT if part.euros is None else part.euros
        role = "coordonnateur" if part.coordonnateur else ""
        yield part.label, part.pct, part.plafond, euros, role
    config = book.programme.config
    if left := reste(config):
        yield "Sans commanditaire désigné", None, None, left, ""
    yield "Coût d'une année", None, None, cout_annuel(config) or NON_DIT, ""


def _sheet(sheet: Any, heading: Any, titles: RangeeExport, rows: Iterable[RangeeExport]) -> None:
    """Texts are texts, whatever they begin with."""
    for column, title in enumerate(titles):
        sheet.write_string(0, column, str(title), heading)
        sheet.set_column(column, column, LARGEURS[column])
    for rank, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(rank, column, neutral(value))
            elif value is not None:
                sheet.write_number(rank, column, value)
    sheet.freeze_panes(1, 0)
