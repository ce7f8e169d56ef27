"""A register: lines that the coordination reads again, from the drawer; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow
from bot.feature.contract import Context, Ending, Handler
from bot.feature.lectures import notee

CONVENTION_MONTHS: Final = 24
"""How far back what the comités said is read: the length of a convention (000 l.91)."""

Record = Callable[[Context, Answers, Facts], Ending]


def close(_context: Context, _answers: Answers, _facts: Facts) -> Ending:
    """It was read."""
    return Ending()


def registre(
    flow: Flow,
    *,
    entry: str,
    command: str,
    about: str,
    order: int,
    facts: Callable[[Context, Answers], Facts],
    record: Record = close,
) -> Handler:
    """`flow` as a register: its first screen holds the lines, the next one what a line opens.

    `record` only leads elsewhere; `command` also names it on the command line, without its stroke.
    The audit keeps who opened it.
    """
    return Handler(
        flow=flow,
        reads_only=True,
        register=True,
        entry=entry,
        commands=(command,),
        about=about,
        order=order,
        drawer=True,
        droit=Droit.LIRE_REGISTRES,
        facts=facts,
        seed=notee(flow.name),
        record=record,
    )
