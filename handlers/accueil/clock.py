"""An account that nobody confirmed is not kept waiting for ever, nor its number kept."""

from __future__ import annotations

from bot.casework import entree
from storage import invitations
from storage.work import Work


def lapse(work: Work) -> None:
    """Past the life of their invitation, who waits is told no; run it as often as you like."""
    for invitation in invitations.unanswered(work.tx, work.programme.id, work.now):
        entree.keep_out(work, invitation, None)
