"""Lists are looked up by halving them; they are read when a text is, and not before."""

from __future__ import annotations

import subprocess
import sys

from bot.domain.nominatif import lexique


def test_every_line_is_found_and_nothing_else() -> None:
    for name in ("prenoms", "lieux"):
        lines = [line.split("\t") for line in lexique._lines(name)[0].decode().strip().split("\n")]
        assert lines == sorted(lines, key=lambda line: f"{line[0]}\t".encode())
        for word, kind in [*lines[:40], *lines[-40:], *lines[::997]]:
            assert lexique._found(name, word) == kind
            assert not lexique._found(name, f"{word}zq")


def test_a_start_reads_none_of_them() -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, bot.domain.nominatif\n"
            "print([name for name in ('gzip', 'phonenumbers', 'stdnum') if name in sys.modules],"
            " 'bot.domain.nominatif.lexique' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["[]", "False"]
