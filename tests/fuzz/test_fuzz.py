"""Each reader of the outside bears its seeds, and a few of them altered."""

from __future__ import annotations

import pytest

from tests.fuzz.alteree import altered
from tests.fuzz.cibles import CIBLES, eat

FEW = 25
"""Alterations of each; `python -m tests.fuzz` goes on as long as one likes."""


@pytest.mark.filterwarnings("ignore::aiohttp.multipart.BadContentDispositionHeader")
@pytest.mark.filterwarnings("ignore::aiohttp.multipart.BadContentDispositionParam")
@pytest.mark.parametrize("name", CIBLES)
def test_what_comes_altered_is_read_or_refused_as_promised(name: str) -> None:
    seeds = CIBLES[name].graines()
    assert any(eat(name, one) for one in seeds)
    for number in range(FEW):
        eat(name, altered(number, seeds))
