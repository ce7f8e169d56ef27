"""« C'est fait », under the message of noon."""

from __future__ import annotations

from bot.feature.contract import UNKNOWN, Context, Reply, Tap

DONE = "💧 C'est fait. Bonne tournée."


def drunk(context: Context, tap: Tap) -> Reply:
    """Only the person who was asked may answer."""
    if context.somebody is None or context.person.id != tap.object_id:
        return Reply(UNKNOWN)
    return Reply("C'est noté.", DONE)
