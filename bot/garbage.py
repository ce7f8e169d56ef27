"""Python's search for garbage, kept away from what stays as long as the process."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

SELDOM: Final = (5_000, 1_000, 50)
"""Things made between two searches of the young, which stop everything for a millisecond or two,
then how many of those between the others, which are twenty times as long."""


@contextmanager
def importing() -> Iterator[None]:
    """No search meanwhile: modules stay, and searching them was a quarter of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def seldom() -> Iterator[None]:
    """What is older is left alone meanwhile: much is made that stays, or dies by itself."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def keep() -> None:
    """Whatever is there now is searched no more: a whole search stopped everything for 120 ms."""
    gc.collect()
    gc.freeze()
    give_back()


def give_back() -> None:
    """What was used once and is free goes back to the system: GNU's library keeps it otherwise."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
