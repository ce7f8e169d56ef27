"""Each recipe of CONTRIBUTING.md, followed to the letter in a copy of the tree."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from tests.carte.dessin import ROOT
from tests.carte.recettes import EXAMPLES, RECETTES
from tests.scratch import Scratch, copied

HOW: Final = ROOT / "CONTRIBUTING.md"
TITLE: Final = re.compile(r"^### (.+)$", re.MULTILINE)
COMMON: Final = (
    "tests/bot/channels/test_every_channel.py",
    "tests/bot/chat/test_desk.py",
    "tests/bot/feature/test_door.py",
    "tests/bot/web/pages/test_every_page.py",
    "tests/digests/documents/test_every_document.py",
    "tests/digests/test_compose.py",
    "tests/handlers/test_every_flow.py",
    "tests/handlers/test_lignes_disparues.py::test_each_kind_is_still_said",
    "tests/storage/indicateurs/test_verites.py::test_every_indicator_has_a_truth_of_its_own",
    "tests/storage/test_depart.py",
    "tests/storage/test_migrations.py::test_the_steps_make_what_the_models_say",
    "tests/storage/test_usages_disparus.py",
    "tests/test_house_contracts.py",
    "tests/test_house_privacy.py::test_an_entry_holds_no_free_words",
    "tests/test_house_rules.py",
)
"""What is told of everything of its kind, whoever added it."""
ONLY_THEIRS: Final = (
    "not postgresql and not test_identifiers_are_written_without_accents"
    " and (not test_every_flow or numeros or objet_trouve)"
    " and (not test_every_page or objet)"
    " and (not test_every_document or objets_trouves)"
    " and (not test_every_channel or sms)"
)
"""The long walks, for what was added alone: the others were walked where they live."""


def recipes() -> dict[str, str]:
    """What CONTRIBUTING.md says, by the title of each recipe."""
    parts = TITLE.split(HOW.read_text(encoding="utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_recipe_leads_to_its_example_and_to_its_tests() -> None:
    told = recipes()
    assert list(told) == [title for one in RECETTES for title in one.titles]
    for one in RECETTES:
        for title in one.titles:
            assert f"`docs/exemples/{one.folder}/`" in told[title], title
            files = {proof.partition("::")[0] for proof in one.proofs}
            assert [file for file in files if f"`{file}`" not in told[title]] == [], title
    assert {path.name for path in EXAMPLES.iterdir()} == {one.folder for one in RECETTES}


def test_every_recipe_is_followed(tmp_path: Path) -> None:
    """Copied, drafted, found by what is common to its kind; then its own tests."""
    tree = copied(tmp_path)
    for one in RECETTES:
        tree.lay(one.root, one.diffs)
        if one.step:
            tree.run("-m", "storage.migrations", one.step)
    tree.run("-m", "ruff", "format", "-q", "storage/migrations")
    clean(tree)
    own = sorted({test for one in RECETTES for test in one.own_tests()})
    passed = tree.passed(*own, *COMMON, "-k", ONLY_THEIRS)
    for one in RECETTES:
        files = {test.partition("::")[0] for test in passed}
        assert sorted({*one.proofs} - passed) == [], one.folder
        assert sorted({*one.own_tests()} - files) == [], one.folder


def clean(tree: Scratch) -> None:
    """Written as `make lint` wants it."""
    folders = ("bot", "handlers", "storage", "digests", "tests")
    tree.run("-m", "ruff", "check", "-q", *folders)
    tree.run("-m", "ruff", "format", "-q", "--check", *folders)
    tree.run("-m", "mypy", "--no-error-summary")
