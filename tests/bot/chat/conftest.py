"""The chat's own turns, taken by the team of the flows' tests."""

from __future__ import annotations

from tests.handlers.conftest import enrolled, team

__all__ = ["enrolled", "team"]
