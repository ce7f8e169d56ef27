"""Copies are tried from the command line, as an operator makes them."""

from __future__ import annotations

from tests.bot.commands.conftest import shell, team

__all__ = ["shell", "team"]
