"""What every test stands on: a fixed evening, a closed network, and no silent skip in CI."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from bot.clock import MovableClock
from tests.chromium import chromium
from tests.databases import (
    database,
    empty_database,
    postgres,
    postgres_database,
    sqlite_database,
    sqlite_model,
)
from tests.engines import share_compiled
from tests.memory import keep_in_memory

__all__ = [
    "chromium",
    "database",
    "empty_database",
    "postgres",
    "postgres_database",
    "sqlite_database",
    "sqlite_model",
]

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

EVENING = datetime(2026, 11, 17, 16, 4, tzinfo=UTC)
"""Tuesday 17 November 2026, 17:04 in Paris: the binôme starts its presence."""

keep_in_memory()
# What is imported stays until the end: nobody need look for garbage in it, now or later.
gc.disable()


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    # What tests leave is gone without it, nearly always: to look for the rest less often spares
    # one second in twenty, and more as a session grows.
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stories begin: they last, and a long one would end alone."""
    items.sort(key=lambda item: "stories" not in item.path.parts)


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        share_compiled(patch)
        yield


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(EVENING, frozen=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _no_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _no_skip((yield))


def _no_skip(report: Report) -> Report:
    """In CI, what was not run was not checked."""
    if os.environ.get("CI") == "true" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be: {report.longrepr}"
    return report
