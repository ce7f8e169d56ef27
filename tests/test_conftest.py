"""What conftest promises every test: nothing is skipped in CI, nothing leaves this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

ROOT = Path(__file__).parents[1]
SKIPPED_TWICE = """
import pytest

def test_left_out():
    pytest.skip("not today")

@pytest.mark.skip(reason="never")
def test_never_run(): ...

@pytest.mark.xfail(strict=True)
def test_known_to_fail():
    assert False
"""
SKIPPED_WHOLE = "import pytest\npytest.importorskip('no_such_module_anywhere')\n"


def run_tests(tests: Path, ci: str) -> subprocess.CompletedProcess[str]:
    options = ("-q", "-p", "tests.conftest", "-p", "no:cacheprovider", "-c", os.devnull)
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(tests)],
        cwd=ROOT,
        env=os.environ | {"CI": ci, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def skipping(tmp_path: Path) -> Path:
    (tmp_path / "test_twice.py").write_text(SKIPPED_TWICE)
    (tmp_path / "test_whole.py").write_text(SKIPPED_WHOLE)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "said"),
    [("test_twice.py", "1 failed, 1 xfailed, 1 error"), ("test_whole.py", "1 error")],
)
def test_in_ci_what_is_skipped_fails(skipping: Path, file: str, said: str) -> None:
    done = run_tests(skipping / file, ci="true")
    assert done.returncode != 0
    assert "skipped in CI, where nothing may be" in done.stdout
    assert said in done.stdout


def test_elsewhere_a_skip_is_only_said(skipping: Path) -> None:
    done = run_tests(skipping, ci="")
    assert done.returncode == 0
    assert "3 skipped, 1 xfailed" in done.stdout


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_no_test_leaves_this_machine() -> None:
    with socket.socket() as outside, pytest.raises(SocketConnectBlockedError):
        outside.connect(("192.0.2.1", 80))


def test_a_test_may_speak_to_itself() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()
