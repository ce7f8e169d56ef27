"""The team of the flows' tests: somebody to follow a flow."""

from __future__ import annotations

from tests.handlers.conftest import enrolled, team

__all__ = ["enrolled", "team"]
