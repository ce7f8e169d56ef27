"""The evening of the tests of the point hebdo."""

from __future__ import annotations

from tests.digests.conftest import soiree

__all__ = ["soiree"]
