"""Python's search for garbage, kept away from what stays as long as the process."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def importing() -> Iterator[None]:
    """No search meanwhile: modules stay, and searching them was a quarter of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def keep() -> None:
    """Whatever is there now is searched no more: a whole search stopped everything for 120 ms."""
    gc.collect()
    gc.freeze()
