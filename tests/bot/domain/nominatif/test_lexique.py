"""Lists are looked up by halving them; they are read when a text is, and not before."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.domain.nominatif import lexique


def test_every_line_is_found_and_nothing_else() -> None:
    for name in ("prenoms", "noms", "mots", "lieux"):
        text = (lexique.HERE / f"{name}.liste").read_text(encoding="utf-8")
        lines = [line.split("\t") for line in text.strip().split("\n")]
        assert lines == sorted(lines, key=lambda line: f"{line[0]}\t".encode())
        assert max(map(len, text.encode().split(b"\n"))) < lexique.LINE
        for word, kind in [*lines[:200], *lines[-200:], *lines[::97]]:
            assert lexique._found(name, word) == kind
            assert not lexique._found(name, f"{word}zq")


@pytest.mark.parametrize("page", [70, 71, 72, 100])
def test_a_line_is_found_wherever_a_page_ends(page: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line of the shortest list, with pages that end in words, in classes and between."""
    monkeypatch.setattr(lexique, "PAGE", page)
    towns = lexique._Liste("lieux")
    for line in (lexique.HERE / "lieux.liste").read_text(encoding="utf-8").split():
        if len(line) > 1:
            assert towns.found(line) == "l"


def test_a_start_reads_none_of_them() -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, bot.domain.nominatif\n"
            "print([name for name in ('phonenumbers', 'stdnum') if name in sys.modules],"
            " 'bot.domain.nominatif.lexique' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["[]", "False"]
