"""From a YAML file to a dispositif, or to the list of everything that must be mended first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from storage.dispositif.checks import crossed
from storage.dispositif.depart import PACKAGED, completed
from storage.dispositif.logos import placed
from storage.dispositif.marques import marked
from storage.dispositif.model import Dispositif
from storage.dispositif.problems import DispositifError, Problem, from_pydantic
from storage.dispositif.problems import path as where
from storage.dispositif.references import duplicate_slugs, unknown_references
from storage.dispositif.source import read


def packaged(name: str) -> Path:
    """The file of a packaged example (« amiens », « mons »)."""
    return PACKAGED / f"{name}.yaml"


def load(path: Path | str) -> Dispositif:
    """Read and check a dispositif file; raises DispositifError with every problem and its line."""
    source = read(Path(path))
    tree = completed(source.tree)
    pictures = list(placed(tree, Path(path).parent))
    dispositif, problems = _examined(tree)
    problems += pictures
    if dispositif is None or problems:
        raise source.error(problems)
    return dispositif


def check_tree(tree: dict[str, Any]) -> Dispositif:
    """The same for a tree that no file holds: problems are said by their place alone."""
    dispositif, problems = _examined(tree)
    if dispositif is None or problems:
        raise DispositifError(f"{where(problem.loc)} : {problem.message}" for problem in problems)
    return dispositif


def _examined(tree: dict[str, Any]) -> tuple[Dispositif | None, list[Problem]]:
    """The dispositif once it has a shape, and every problem.

    What needs several lines to be judged (channels, overlaps, chains) is only looked at once each
    line holds by itself.
    """
    problems = [*marked(tree), *duplicate_slugs(tree), *unknown_references(tree)]
    dispositif = _shaped(tree, problems)
    if dispositif and not problems:
        problems.extend(crossed(dispositif))
    return dispositif, problems


def _shaped(tree: dict[str, Any], problems: list[Problem]) -> Dispositif | None:
    try:
        return Dispositif.model_validate(tree)
    except ValidationError as error:
        places = {problem.loc for problem in problems}
        shape = (from_pydantic(line) for line in error.errors())
        problems.extend(problem for problem in shape if problem.loc not in places)
        return None
