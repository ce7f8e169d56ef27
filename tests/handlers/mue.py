"""A town that rewrites its file from top to bottom: not one slug of it is what it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from storage.dispositif import Dispositif, check_tree, packaged
from storage.dispositif.references import REFERENCES
from storage.dispositif.source import read
from storage.referential import synchronise
from tests.handlers.people import Team
from tests.storage.dispositif_cast import amiens_file

FIXED = ("statuts_relais", "statuts_demande", "statuts_preconisation", "statuts_signalement")
"""States that the bot itself gives: their slugs are not the town's."""


def moulted(name: str = "amiens") -> Dispositif:
    """The packaged file with every slug replaced: what was noted before names nothing of it."""
    tree = read(amiens_file() if name == "amiens" else packaged(name)).tree
    known = {line["slug"] for line in lines_of(tree)}
    new = {slug: f"neuf-{rank}" for rank, slug in enumerate(sorted(known))}
    changed = renamed(tree, new, references())
    kinds = [{**one, "type": old["type"]} for one, old in pairs(changed, tree, "interventions")]
    fixed = {key: tree["listes"][key] for key in FIXED}
    listes = {**changed["listes"], **fixed}
    return check_tree({**changed, "slug": name, "interventions": kinds, "listes": listes})


def pairs(one: Any, other: Any, key: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The lines of a list, now and before."""
    yield from zip(one[key], other[key], strict=True)


def references() -> frozenset[str]:
    """Keys whose value is the slug of another line, and « slug » itself."""
    named = (pattern.removesuffix("[]").rpartition(".")[2] for pattern, _ in REFERENCES)
    return frozenset(named) - {"groupe"} | {"slug"}


def lines_of(tree: Any) -> list[dict[str, Any]]:
    """Every line that has a slug, at any depth."""
    inside = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    own = [tree] if isinstance(tree, dict) and "slug" in tree and "label" in tree else []
    return own + [line for value in inside for line in lines_of(value)]


def renamed(tree: Any, new: dict[str, str], keys: frozenset[str], key: str = "") -> Any:
    if isinstance(tree, dict):
        return {name: renamed(value, new, keys, name) for name, value in tree.items()}
    if isinstance(tree, list):
        return [renamed(value, new, keys, key) for value in tree]
    return new.get(tree, tree) if key in keys else tree


def moults(team: Team, config: Dispositif | None = None) -> None:
    """From now on the team is served with that file, as after a restart."""
    with team.database.transaction() as tx:
        programme = synchronise(tx, config or moulted(), team.clock.now())
    team.programme = team.desk.programmes[programme.id] = programme
