"""What stays is searched no more for garbage, and what comes after it still is."""

from __future__ import annotations

import gc
import platform
from collections.abc import Iterator

import psutil
import pytest

from bot import garbage


@pytest.fixture(autouse=True)
def _searched_again() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_there_is_no_search_while_modules_are_imported() -> None:
    with garbage.importing():
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0


def test_an_import_that_fails_leaves_the_search_as_it_was() -> None:
    with pytest.raises(ImportError), garbage.importing():
        raise ImportError("rien")
    assert gc.isenabled()


def test_garbage_is_thrown_away_before_the_rest_is_kept() -> None:
    cycle: list[object] = []
    cycle.append(cycle)
    identity = id(cycle)
    del cycle
    garbage.keep()
    assert gc.get_freeze_count() > 0
    assert not any(id(one) == identity for one in gc.get_objects())


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="others keep less")
def test_what_is_free_goes_back_to_the_system() -> None:
    """Held at its two ends, so that no allocator gives it back by itself."""
    weight = psutil.Process().memory_info
    pages = [bytes(1000) for _ in range(60_000)]
    del pages[1:-1]
    used = weight().rss
    garbage.give_back()
    assert used - weight().rss > 20e6


def test_a_long_batch_is_searched_less_and_what_follows_as_before() -> None:
    before = gc.get_threshold()
    with garbage.seldom():
        assert gc.get_threshold() == garbage.SELDOM
    assert gc.get_threshold() == before
