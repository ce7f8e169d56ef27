"""The buttons under what was just mended: the screen stays the same one."""

from __future__ import annotations

from bot.feature.contract import Context, Opening, Reply, Tap
from handlers.qualite import actions


def press(context: Context, tap: Tap) -> Reply:
    """Do it at once, or ask the one question that it needs."""
    if tap.argument.partition("-")[0] not in actions.AT_ONCE:
        return Reply("", opens=Opening("qualite", {"choix": tap.argument}))
    return Reply("Noté.", *actions.screen(context, actions.settle(context, tap.argument)))
