"""What is left to do once the turn is committed: answer the tap, wake the senders."""

from __future__ import annotations

from dataclasses import dataclass

from storage.programme import Programme


@dataclass(frozen=True, slots=True)
class After:
    """`callback_id` is answered with `toast`, best effort: a lost one only leaves a spinner.

    `renewed` is the programme as the turn changed it, to be served from now on.
    """

    callback_id: str = ""
    toast: str = ""
    renewed: Programme | None = None
