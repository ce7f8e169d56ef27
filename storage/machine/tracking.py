"""What becomes of a row when a message about it leaves, is given up, or must be rewritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, BindParameter, Select, Text, Update, bindparam

from storage.machine.base import Instant
from storage.machine.outbox import Sujet, read_sujet

ID: BindParameter[int] = bindparam("b_id")
IDS: BindParameter[int] = bindparam("b_ids", expanding=True)
NOW = bindparam("b_now", type_=Instant())
MESSAGE = bindparam("b_message", type_=BigInteger())
EVENT = bindparam("b_event", type_=Text())
REASON = bindparam("b_reason", type_=Text())
Mark = int | str
"""How a channel names a message that it took: `MESSAGE` where that is a number, else `EVENT`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracking:
    """How rows of one kind follow their messages: statements prepared once, by who has the table.

    The queue knows no such row: it is lent these values, and runs what they say.
    """

    sujet: Sujet
    """The kind of row."""
    screen: Select[*tuple[Any, ...]] | None = None
    """(id, marks of what shows it now) of the rows `IDS`, for a message that rewrites one."""
    sent: Update | None = None
    """Row `ID` was told of at `NOW`, in that `MESSAGE` or `EVENT` (NULL: not given)."""
    numbered: bool = False
    """`sent` is run only for a message that its channel gave a number."""
    given_up: Update | None = None
    """A message about row `ID` was given up, for `REASON`."""


Trackings = Mapping[str, Tracking]
"""By the genre of their sujet; messages about anything else are only sent."""


def by_genre(*declared: Tracking) -> Trackings:
    return {tracking.sujet.genre: tracking for tracking in declared}


def follow(trackings: Trackings, subject: str) -> tuple[Tracking, int] | None:
    """How the row that a message is about follows it, and that row's id; None when none does."""
    genre, id = read_sujet(subject) or ("", 0)
    tracking = trackings.get(genre)
    return (tracking, id) if tracking else None
