"""Faults that have no line of their own in the table: where each is tried, or why it is not."""

from __future__ import annotations

from typing import Final

AILLEURS: Final = (
    ("coupure de courant", "`tests/storage/test_migrations.py` ; à la main, 24 fois (faults.md)"),
)
