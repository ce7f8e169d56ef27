"""`carnet texte`: what names somebody in each line that comes in, and the line without it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Final

from bot.domain.nominatif import Reperes, passages, proposition

MARK: Final = "\ufeff"
"""What some programs write before the first word of a file."""


def write_answers(
    reperes: Reperes, notes: BinaryIO, out: BinaryIO, warn: Callable[[str], None]
) -> None:
    """Each answer as soon as its line has come; stops when nobody reads any more (« | head »)."""
    for answer, wrong in answers(notes, reperes):
        if wrong:
            warn(wrong)
        try:
            out.write(f"{answer}\n".encode())
            out.flush()
        except BrokenPipeError:
            # What is left in the buffer goes nowhere, rather than into a traceback at the exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
            return


def answers(lines: Iterable[bytes], reperes: Reperes) -> Iterator[tuple[str, str]]:
    """For each line, one of JSON, and what is to be said on stderr about it (or nothing).

    Spans count characters (code points) of the line, its end excluded.
    """
    for number, line in enumerate(lines, 1):
        raw = line.removesuffix(b"\n").removesuffix(b"\r")
        text, wrong = _read(raw)
        said = f"Ligne {number} : des octets ne sont pas de l'UTF-8 ; chacun est lu « \ufffd »."
        yield _answer(text.removeprefix(MARK) if number == 1 else text, reperes), wrong and said


def _read(raw: bytes) -> tuple[str, str]:
    """The text, and what is wrong with it."""
    try:
        return raw.decode(), ""
    except UnicodeDecodeError as error:
        return raw.decode(errors="replace"), str(error)


def _answer(text: str, reperes: Reperes) -> str:
    found = passages(text, reperes)
    spans = [[one.debut, one.fin, one.nature.value] for one in found]
    said = proposition(text, found, reperes) if found else text
    return json.dumps({"spans": spans, "proposition": said}, ensure_ascii=False)
