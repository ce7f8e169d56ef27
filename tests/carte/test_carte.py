"""docs/developper.md shows the house as it is: its floors, its folders, what is found in them.

« CARTE=ecrire » before pytest draws anew its floors and what an addition costs.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from bot.feature.door import Feature
from tests.carte.dessin import ROOT, contracts, drawn, floors, redrawn
from tests.carte.recettes import EXAMPLES, costs
from tests.test_house_rules import CODE, calls, name, tree

MAP: Final = ROOT / "docs" / "developper.md"
HOW: Final = ROOT / "CONTRIBUTING.md"
ROW: Final = re.compile(r"^\| `([\w/]+)` \| (\S.*) \|$", re.MULTILINE)
IN_TEXT: Final = re.compile(r"`((?:bot|handlers|storage|digests|docs|tests|adr)/[\w./*-]+)`")
HEADING: Final = re.compile(r"^## (.+)$", re.MULTILINE)


def chapter(title: str) -> str:
    """What stands under « ## title »."""
    parts = HEADING.split(MAP.read_text(encoding="utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))[title]


def rows(title: str) -> dict[str, str]:
    """The table of that chapter whose first column is one name."""
    return dict(ROW.findall(chapter(title)))


def test_what_is_drawn_is_what_the_tools_hold() -> None:
    """The floors, and what each example touches."""
    text = MAP.read_text(encoding="utf-8")
    whole = redrawn(redrawn(text, "étages", drawn()), "ajouts", costs())
    if os.environ.get("CARTE") == "ecrire":
        MAP.write_text(whole, encoding="utf-8")
        text = whole
    assert text == whole, "docs/developper.md: CARTE=ecrire draws it again"


def test_the_picture_holds_every_floor_and_every_contract() -> None:
    picture = "\n".join(drawn())
    assert [room for rooms in floors() for room in rooms if room not in picture] == []
    assert [one["name"] for one in contracts() if one["name"] not in picture] == []


def test_every_package_is_on_a_floor() -> None:
    known = {room for rooms in floors() for room in rooms}
    modules = {name(path).removesuffix(".py").replace("/", ".") for path in CODE}
    rooms = {".".join(one.split(".")[:2]) for one in modules if not one.endswith("__init__")}
    assert sorted(one for one in rooms if not known & {one, one.partition(".")[0]}) == []


def test_every_folder_has_its_sentence() -> None:
    folders = {name(path.parent) for path in CODE if path.name == "__init__.py"}
    said = rows("Un dossier, une phrase")
    assert sorted(folders - said.keys()) == [], "one line more in docs/developper.md"
    assert sorted(said.keys() - folders) == [], "these folders are gone"
    assert list(said) == sorted(said), "in the order of the tree"


def discoveries() -> Iterator[tuple[str, str, str]]:
    """(package, module, name) of every `discover(…)` in the code."""
    for path in CODE:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "discover":
                package, *rest = (ast.unparse(one).strip("'") for one in node.args)
                here = name(path.parent).replace("/", ".")
                module, attribute = rest
                yield (here if package == "__name__" else package, module, attribute)


def test_every_name_that_is_discovered_is_told() -> None:
    found = list(discoveries())
    assert len(found) == 6
    told = chapter("Ce qui se découvre")
    for package, module, attribute in found:
        assert re.search(
            rf"^\| `{package.replace('.', '/')}/<\w+>/` \| `{module}\.py` \| `{attribute}` \|",
            told,
            re.MULTILINE,
        ), f"{package}: {module}.py, {attribute}"
    discovering = [path for path in CODE if "discover" in set(calls(tree(path)))]
    assert len(discovering) == len(found), "one call a module, each with its words"


def test_every_part_of_the_door_is_told() -> None:
    assert list(rows("Ce qui se découvre")) == [one.name for one in fields(Feature)]


def test_every_file_that_is_named_is_there() -> None:
    text = MAP.read_text(encoding="utf-8") + HOW.read_text(encoding="utf-8")
    named = {one if not one.startswith("adr/") else f"docs/{one}" for one in IN_TEXT.findall(text)}
    roots = (ROOT, *EXAMPLES.iterdir())
    missing = [one for one in named if not any(list(root.glob(one)) for root in roots)]
    assert sorted(missing) == []
    assert len(named) > 30


def test_the_front_door_leads_there() -> None:
    front = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "`CONTRIBUTING.md`" in front
    assert "`docs/developper.md`" in front
