"""The recipes of CONTRIBUTING.md: their examples, and what proves that each was followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.carte.dessin import ROOT

EXAMPLES: Final = ROOT / "docs" / "exemples"
TOUCHED: Final = re.compile(r"^\+\+\+ b/(\S+)$", re.MULTILINE)
EVERY_PATH: Final = (
    "tests/handlers/test_every_flow.py"
    "::test_every_path_ends_in_a_recorded_row_or_in_a_sentence[{state}-{flow}]"
)


@dataclass(frozen=True)
class Recette:
    """One example of docs/exemples: whole files to copy, and what changes in those that are."""

    folder: str
    titles: tuple[str, ...]
    """Its recipes, as CONTRIBUTING.md calls them."""
    proofs: tuple[str, ...]
    """Common tests that met it before its author wrote any: as `pytest -v` names them."""
    step: str = ""
    """The title of its step of the database, drafted as `make migration` does."""

    @property
    def root(self) -> Path:
        return EXAMPLES / self.folder

    @property
    def diffs(self) -> list[Path]:
        return sorted(self.root.glob("*.diff"))

    def added(self) -> list[str]:
        """New files, from the root of the tree; its tests too."""
        known = (
            path for path in self.root.rglob("*") if path.is_file() and path.suffix != ".diff"
        )
        return sorted(
            path.relative_to(self.root).as_posix()
            for path in known
            if "__pycache__" not in path.parts
        )

    def changed(self) -> list[str]:
        """Files of the house that it edits; tests too."""
        return sorted(
            one for diff in self.diffs for one in TOUCHED.findall(diff.read_text(encoding="utf-8"))
        )

    def own_tests(self) -> list[str]:
        return [one for one in (*self.added(), *self.changed()) if "/test_" in one]


def walked(flow: str) -> tuple[str, ...]:
    return tuple(EVERY_PATH.format(state=state, flow=flow) for state in ("before", "during"))


STEPS_SUFFICE: Final = (
    "tests/storage/test_migrations.py::test_the_steps_make_what_the_models_say[sqlite]"
)
PAGES: Final = "tests/bot/web/pages/test_every_page.py"
DOCUMENTS: Final = "tests/digests/documents/test_every_document.py"
CHANNELS: Final = "tests/bot/channels/test_every_channel.py"
TRUTHS: Final = "tests/storage/indicateurs/test_verites.py"
DOOR: Final = "tests/bot/feature/test_door.py"

RECETTES: Final = (
    Recette("parcours", ("Un parcours",), walked("numeros")),
    Recette(
        "saisie",
        ("Une saisie",),
        (
            *walked("objet_trouve"),
            STEPS_SUFFICE,
            f"{DOOR}::test_every_entry_of_the_journal_is_brought_once",
            "tests/test_house_privacy.py::test_an_entry_holds_no_free_words",
            "tests/storage/test_usages_disparus.py::test_every_column_names_a_list_that_there_is"
            "[sqlite]",
            "tests/handlers/test_lignes_disparues.py::test_each_kind_is_still_said",
        ),
        step="objets_trouves",
    ),
    Recette("colonne", ("Une colonne",), (STEPS_SUFFICE,), step="chiens"),
    Recette(
        "bouton",
        ("Un bouton", "Une tâche de l'horloge"),
        (
            f"{DOOR}::test_every_folder_of_handlers_is_a_feature",
            "tests/test_house_contracts.py::test_no_button_is_written_by_hand",
        ),
    ),
    Recette(
        "indicateur",
        ("Un indicateur",),
        (f"{TRUTHS}::test_every_indicator_has_a_truth_of_its_own",),
    ),
    Recette(
        "section",
        ("Une section du point hebdo",),
        ("tests/digests/test_compose.py::test_every_section_folder_has_its_two_templates",),
    ),
    Recette(
        "page",
        ("Une page",),
        (
            f"{PAGES}::test_its_templates_lie_beside_it[/objet/{{token}}]",
            f"{PAGES}::test_its_link_dies_and_opens_nothing_else[/objet/{{token}}]",
            f"{PAGES}::test_forged_and_foreign_links_get_the_very_same_page[/objet/{{token}}]",
            f"{PAGES}::test_a_link_too_old_opens_nothing_more[/objet/{{token}}]",
            f"{PAGES}::test_a_form_sent_blindly_does_nothing[/objet/{{token}}]",
        ),
    ),
    Recette(
        "canal",
        ("Un canal",),
        (
            f"{CHANNELS}::test_it_is_said_to_people_by_its_names[sms]",
            f"{CHANNELS}::test_only_its_own_folder_knows_its_name[sms]",
        ),
    ),
    Recette(
        "document",
        ("Un document",),
        (
            f"{DOCUMENTS}::test_each_copy_is_written_in_each_format[objets_trouves-an empty week]",
            f"{DOCUMENTS}::test_it_only_reads[objets_trouves]",
        ),
    ),
    Recette(
        "commande", ("Une commande",), (f"{DOOR}::test_every_folder_of_handlers_is_a_feature",)
    ),
    Recette(
        "liste",
        ("Une liste du dispositif",),
        (
            "tests/storage/test_depart.py::test_no_two_buttons_of_a_question_say_the_same[mons]",
            "tests/storage/test_usages_disparus.py::test_every_column_names_a_list_that_there_is"
            "[sqlite]",
        ),
    ),
)


def costs() -> Iterator[str]:
    """What each example touches, tests apart: a table for docs/developper.md."""
    yield "| Ajout | Dossiers et fichiers neufs | Fichiers changés | Étape de la base |"
    yield "|---|---|---|---|"
    for one in RECETTES:
        new = [path for path in one.added() if not path.startswith("tests/")]
        changed = [path for path in one.changed() if not path.startswith("tests/")]
        yield (
            f"| {', '.join(one.titles)} | {_folders(new)} | {_listed(changed)} "
            f"| {'une, ébauchée' if one.step else 'aucune'} |"
        )


def _folders(new: list[str]) -> str:
    """« `handlers/eau/` (4 fichiers) »; a file that lies in a folder of the house by its name."""
    homes = {path: path.rpartition("/")[0] for path in new}
    own = {home for home in homes.values() if f"{home}/__init__.py" in homes}
    said = [f"`{home}/` ({list(homes.values()).count(home)} fichiers)" for home in sorted(own)]
    return (
        ", ".join((*said, *(f"`{path}`" for path, home in homes.items() if home not in own)))
        or "aucun"
    )


def _listed(paths: list[str]) -> str:
    named = ", ".join(f"`{path}`" for path in paths)
    return f"{len(paths)} : {named}" if paths else "aucun"
