"""A file with anything in the place of anything is refused in plain French, or read."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.dispositif import DispositifError, load, packaged, warnings

AMIENS: Any = yaml.safe_load(packaged("amiens").read_text(encoding="utf-8"))
ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**20),
    st.floats(),
    st.text(max_size=12),
    st.dates(),
    st.just([]),
    st.just({}),
    st.just(["a", "a"]),
    st.just({"slug": "x"}),
)


def places(node: Any) -> list[tuple[Any, Any]]:
    """Every (holder, key) of the tree."""
    keys = list(node) if isinstance(node, dict) else range(len(node))
    mine = [(node, key) for key in keys]
    inside = [node[key] for key in keys if isinstance(node[key], dict | list)]
    return mine + [place for one in inside for place in places(one)]


def refusal(file: Path) -> str | None:
    """Why that file cannot serve; None when it is read, and what it lacks is said."""
    try:
        warnings(load(file))
    except DispositifError as error:
        return str(error).strip()
    return None


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_a_file_is_read_or_refused_in_words(tmp_path: Path, drawn: st.DataObject) -> None:
    """1,500 of them were drawn once by hand: a fifth of a second each."""
    tree = copy.deepcopy(AMIENS)
    everywhere = places(tree)
    for _ in range(drawn.draw(st.integers(1, 3))):
        holder, key = everywhere[drawn.draw(st.integers(0, len(everywhere) - 1))]
        holder[key] = drawn.draw(ANYTHING)
    file = tmp_path / "dispositif.yaml"
    file.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    assert refusal(file) != "", "whoever wrote it is told what to mend"
