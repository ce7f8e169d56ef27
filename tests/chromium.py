"""A real Chromium for tests: one process serves them all."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--remote-debugging-port=0",
    "--disable-gpu",
    "--hide-scrollbars",
    # As Playwright starts it: it fetches nothing of its own, and no page of a test may doze.
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-dev-shm-usage",
)
PATIENCE = 30.0

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address by which a Chromium without a window is driven."""
    profile = tmp_path_factory.mktemp("chromium")
    process = subprocess.Popen(
        (str(CHROMIUM), *OPTIONS, f"--user-data-dir={profile}"), stderr=subprocess.DEVNULL
    )
    yield f"http://127.0.0.1:{_port_written(profile / 'DevToolsActivePort')}"
    process.send_signal(signal.SIGINT)  # It then leaves no file behind.
    process.wait(PATIENCE)


def _port_written(file: Path) -> str:
    """Chromium writes the port that it took on the first line of this file."""
    until = time.monotonic() + PATIENCE
    while not file.exists() or "\n" not in file.read_text():
        assert time.monotonic() < until, "Chromium does not start"
        time.sleep(0.02)
    return file.read_text().partition("\n")[0]
