"""From a YAML file to a dispositif, or to the list of everything that must be mended first."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic import ValidationError

from storage.dispositif.checks import crossed
from storage.dispositif.model import Dispositif
from storage.dispositif.problems import Problem, from_pydantic
from storage.dispositif.references import duplicate_slugs, unknown_references
from storage.dispositif.source import Source, read

PACKAGED: Final = Path(__file__).parent.parent / "dispositifs"


def packaged(name: str) -> Path:
    """The file of a packaged example (« amiens », « mons »)."""
    return PACKAGED / f"{name}.yaml"


def load(path: Path | str) -> Dispositif:
    """Read and check a dispositif file; raises DispositifError with every problem and its line.

    What needs several lines to be judged (channels, overlaps, chains) is only looked at once each
    line holds by itself.
    """
    source = read(Path(path))
    problems = [*duplicate_slugs(source.tree), *unknown_references(source.tree)]
    dispositif = _shaped(source, problems)
    if dispositif and not problems:
        problems.extend(crossed(dispositif))
    if dispositif is None or problems:
        raise source.told(problems)
    return dispositif


def _shaped(source: Source, problems: list[Problem]) -> Dispositif | None:
    try:
        return Dispositif.model_validate(source.tree)
    except ValidationError as error:
        told = {problem.loc for problem in problems}
        shape = (from_pydantic(line) for line in error.errors())
        problems.extend(problem for problem in shape if problem.loc not in told)
        return None
