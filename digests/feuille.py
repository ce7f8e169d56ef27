"""A letter read back as blocks: titles, lines, tables; whatever prints it says the same words."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any, Final

Bloc = dict[str, Any]
"""Ready for JSON. « sorte » is band, titre1, titre2, tuiles, table, or the class of a line.

A line: « texte », runs {t, gras}. A table: « entetes », texts; « lignes », each {somme, cases}; a
case is {texte, large, fond, droite, barre}: large how many columns it takes, fond a colour or
None, barre a share of the width in percent.
"""

LINES: Final = frozenset({"lead", "note", "warn", "late", "decide", "band", "foot", "part"})
TITLES: Final = {"h1": "titre1", "h2": "titre2"}
CELLS: Final = frozenset({"td", "th"})


def blocks(page: str) -> list[Bloc]:
    """Those of a letter as a page (`digests.render.render_whole`), from top to bottom."""
    reader = _Reader()
    reader.feed(page)
    return [bloc for bloc in reader.blocs if _says_something(bloc)]


def _says_something(bloc: Bloc) -> bool:
    return bloc["sorte"] in ("table", "tuiles") or any(run["t"].strip() for run in bloc["texte"])


class _Reader(HTMLParser):
    """Walks through the rows of a letter: a table of figures is read cell by cell."""

    def __init__(self) -> None:
        super().__init__()
        self.blocs: list[Bloc] = []
        self._runs: list[dict[str, Any]] | None = None
        """Where words go; None where nobody reads them."""
        self._bold = 0
        self._table: Bloc | None = None
        self._depth = 0
        """Of tables inside the table that is read: bars are drawn with them."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        classes = known.get("class", "").split()
        if tag == "table":
            self._open_table(classes)
        elif tag == "tr" and self._table and not self._depth:
            self._table["lignes"].append({"somme": "sum" in classes, "cases": []})
        elif tag in CELLS:
            self._cell(tag, classes, known)
        elif tag in TITLES:
            self._line(TITLES[tag])
        elif tag == "b":
            self._bold += 1
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            self._depth -= 1
        elif tag == "table" and self._table:
            self._close_table()
        elif tag == "b":
            self._bold -= 1
        elif tag in TITLES or (tag in CELLS and not self._depth):
            self._runs = None

    def handle_data(self, data: str) -> None:
        if self._runs is not None and not self._depth:
            words = data if data == "\n" else " ".join(f"|{data}|".split())[1:-1]
            if words:
                self._runs.append({"t": words, "gras": self._bold > 0})

    def _open_table(self, classes: list[str]) -> None:
        if self._table:
            self._depth += 1
        elif "grid" in classes:
            self._table = {"sorte": "table", "entetes": [], "lignes": []}
            self.blocs.append(self._table)

    def _close_table(self) -> None:
        """A first row of headings is apart: readers who listen are told of them."""
        table, self._table, self._runs = self._table, None, None
        if table and table["lignes"] and table["lignes"][0].pop("entete", False):
            table["entetes"] = table["lignes"].pop(0)["cases"]

    def _cell(self, tag: str, classes: list[str], known: Mapping[str, str]) -> None:
        if self._table and self._depth:
            if "bar" in classes:
                cells = self._table["lignes"][-1]["cases"]
                cells[-1]["barre"] = int(known["width"].rstrip("%"))
        elif self._table:
            self._runs = []
            case = {
                "texte": self._runs,
                "large": int(known.get("colspan", 1)),
                "fond": known.get("bgcolor"),
                "droite": "n" in classes,
                "barre": None,
            }
            row = self._table["lignes"][-1]
            row["entete"] = tag == "th"
            row["cases"].append(case)
        elif "figure" in classes:
            self._tile()
        elif kinds := LINES & set(classes):
            self._line(next(iter(kinds)))

    def _tile(self) -> None:
        """The three figures of the head stand beside each other."""
        if not self.blocs or self.blocs[-1]["sorte"] != "tuiles":
            self.blocs.append({"sorte": "tuiles", "cases": []})
        self._runs = []
        self.blocs[-1]["cases"].append({"texte": self._runs})

    def _line(self, sorte: str) -> None:
        self._runs = []
        self.blocs.append({"sorte": sorte, "texte": self._runs})
