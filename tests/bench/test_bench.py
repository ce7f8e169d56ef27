"""The bench always ends with a table: what fails is said in its row, what is late is told so."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.bench import __main__ as bench
from tests.bench import debit
from tests.bench.ground import Seen
from tests.bench.table import Figure, table


def measured() -> Iterator[Figure]:
    yield Figure("Mesure bonne", 1, "ms", 2)


def broken() -> Iterator[Figure]:
    yield Figure("Mesure d'avant la panne", 1, "ms", 2)
    raise TimeoutError("en 60 s, seulement rien")


def test_a_measure_that_fails_says_so_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "MEASURES", {"panne": broken, "bonne": measured})
    monkeypatch.setattr(sys, "argv", ["bench"])
    bench.main()
    told = capsys.readouterr().out
    assert "Mesure d'avant la panne" in told
    assert "| Mesure « panne »" in told
    assert "TimeoutError : en 60 s, seulement rien" in told
    assert "| Mesure bonne" in told
    assert "1 but(s) manqué(s) sur 3" in told


def test_a_base_that_never_answered_is_told_by_how_long_it_was_waited_for() -> None:
    shown = table([Figure("Réaction", 10, "ms", 20, 9000, "(écho nu)", over=True)])
    assert "> 9000 ms (écho nu)" in shown


def test_a_burst_is_over_when_the_last_taps_were_refused_for_their_age() -> None:
    handled = debit.TAPS // 2
    refused = debit.TAPS - handled
    seen = handled * [answer(200), card()] + refused * [answer(400)]
    assert debit._complete(seen)
    assert not debit._complete(seen[:-1])


def answer(status: int) -> Seen:
    return Seen("answerCallbackQuery", {}, status, 0)


def card() -> Seen:
    return Seen("editMessageText", {"text": "Appui"}, 200, 0)
