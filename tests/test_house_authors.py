"""The rows of what is followed have one author each: the folder of their aggregate in casework."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from bot.feature.door import entries
from bot.feature.entries import LigneDuJour, change_entry, hide
from storage.models import Saisie
from tests.test_house_circles import dotted
from tests.test_house_rules import CODE, name, tree

ROWS = {
    "signalement": ("Signalement", "SignalementActe", "Alerte"),
    "relais": ("Relais", "RelaisActe"),
    "demande": ("Demande",),
    "mediation": ("DossierMediation", "Seance", "SuiviAccord"),
    "preconisation": ("Preconisation",),
    "grille": ("PresenceActeur", "LienActeur"),
    "point": ("PointHebdo", "PointPhrase"),
    "bord": ("LienBord",),
}
# Where the statements of each stand; only casework calls those that change a row.
STATEMENTS = {"relais": "relais", "grille": "grille"}
AGGREGATE = {row: aggregate for aggregate, rows in ROWS.items() for row in rows}
CHANGES = {"insert", "update", "delete", "insert_once", "insert_first"}
Returns = Mapping[str, set[str]]
"""« storage.demandes.get »: the rows that it gives."""


def test_only_casework_writes_the_rows_of_what_is_followed() -> None:
    known = {
        f"{dotted(path)}.{one.name}": rows_in(one.returns)
        for path in CODE
        for one in tree(path).body
        if isinstance(one, ast.FunctionDef)
    }
    others = [
        f"{name(path)}:{line} writes {row}"
        for path in CODE
        for line, row in written(tree(path), known)
        if not is_home(name(path), AGGREGATE[row])
    ]
    assert others == []


def test_only_casework_calls_the_statements_that_change_a_row() -> None:
    changing = {
        f"{dotted(path)}.{one.name}"
        for path in CODE
        if name(path) in {statements(aggregate) for aggregate in ROWS}
        for one in tree(path).body
        if isinstance(one, ast.FunctionDef) and list(written(one, {}))
    }
    assert changing
    callers = [
        f"{name(path)} calls {called}"
        for path in CODE
        if not name(path).startswith(("bot/casework/", "storage/"))
        for called in changing & calls(tree(path))
    ]
    assert callers == []


def test_a_stranger_who_writes_is_seen() -> None:
    known = {"storage.demandes.get": {"Demande"}, "storage.relais.due": {"Relais"}}
    planted = {
        "Signalement(site_id=1)": "Signalement",
        "models.Seance()": "Seance",
        "def f(row: Demande | None): row.statut = 'x'": "Demande",
        "from storage import demandes as d\nfound = d.get(1)\nfound.suite = 'x'": "Demande",
        "from storage import relais\nfor one in relais.due(): one.mot, x = '', 1": "Relais",
        "def f(row: Relais): setattr(row, 'mot', '')": "Relais",
        "tx.execute(update(Alerte).where(True))": "Alerte",
        "insert_once(tx, LienActeur, [])": "LienActeur",
    }
    seen = {code: [row for _line, row in written(ast.parse(code), known)] for code in planted}
    assert seen == {code: [row] for code, row in planted.items()}


def test_who_only_reads_is_let_by() -> None:
    known = {"storage.demandes.get": {"Demande"}}
    reads = "from storage import demandes\nrow = demandes.get(1)\nx = row.statut\nother.statut = 1"
    assert list(written(ast.parse(reads), known)) == []


def test_what_is_followed_is_neither_deleted_nor_corrected_as_other_entries_are() -> None:
    """`hide` and `change_entry` write any row: a followed one has its own deed in casework."""
    loose = [
        f"{table.__name__}: {ligne}"
        for table, ligne in entries().items()
        if table.__name__ in AGGREGATE
        and (ligne.delete is hide or (ligne.change is change_entry and may_move(table, ligne)))
    ]
    assert loose == []


def may_move(table: type[Saisie], ligne: LigneDuJour) -> bool:
    """Whether it follows a presence to its true site."""
    return hasattr(table, "presence_id") and ligne.stays is None


def is_home(path: str, aggregate: str) -> bool:
    home = f"bot/casework/{aggregate}/"
    return path.startswith((home, "storage/migrations/")) or path == statements(aggregate)


def statements(aggregate: str) -> str:
    return f"storage/{STATEMENTS.get(aggregate, f'{aggregate}s')}.py"


def written(tree: ast.AST, known: Returns) -> Iterator[tuple[int, str]]:
    """(line, row) of all that is made, changed by a statement, or assigned to where it shows."""
    held = holders(tree, known)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            if called in AGGREGATE:
                yield node.lineno, called
            if called in CHANGES:
                tables = (one.id for one in node.args if isinstance(one, ast.Name))
                yield from ((node.lineno, row) for row in tables if row in AGGREGATE)
            if called == "setattr":
                yield from ((node.lineno, row) for row in held.get(ast.unparse(node.args[0]), ()))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield from ((node.lineno, row) for row in held.get(ast.unparse(node.value), ()))


def holders(tree: ast.AST, known: Returns) -> dict[str, set[str]]:
    """The names that hold a row: annotated, or given by a function that says so."""
    imported, held = imports(tree), dict[str, set[str]]()
    for node in ast.walk(tree):
        match node:
            case ast.arg(arg=held_by, annotation=said):
                names, rows = [held_by], rows_in(said)
            case ast.AnnAssign(target=target, annotation=said):
                names, rows = names_in(target), rows_in(said)
            case (
                ast.Assign(targets=[target], value=ast.Call(func=func))
                | ast.For(target=target, iter=ast.Call(func=func))
            ):
                names, rows = names_in(target), known.get(resolved(func, imported), set())
            case _:
                continue
        for one in names:
            held.setdefault(one, set()).update(rows)
    return held


def names_in(target: ast.AST) -> list[str]:
    return [one.id for one in ast.walk(target) if isinstance(one, ast.Name)]


def rows_in(annotation: ast.AST | None) -> set[str]:
    """The rows that an annotation names, alone or in a list, a pair, a choice."""
    return set(names_in(annotation)) & set(AGGREGATE) if annotation else set()


def imports(tree: ast.AST) -> dict[str, str]:
    """What each imported name stands for: « d » is « storage.demandes »."""
    return {
        one.asname or one.name: f"{node.module}.{one.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for one in node.names
    }


def resolved(func: ast.AST, imported: Mapping[str, str]) -> str:
    first, dot, rest = ast.unparse(func).partition(".")
    return imported.get(first, first) + dot + rest


def calls(tree: ast.AST) -> set[str]:
    imported = imports(tree)
    return {resolved(node.func, imported) for node in ast.walk(tree) if isinstance(node, ast.Call)}
