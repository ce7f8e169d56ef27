"""What is left to do once the turn is committed: answer the tap, wake the senders."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class After:
    """`callback_id` is answered with `toast`, best effort: a lost one only leaves a spinner."""

    callback_id: str = ""
    toast: str = ""
