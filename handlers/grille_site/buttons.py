"""The button of the reminder opens the grid of its site."""

from __future__ import annotations

from bot.feature.beforehand import PRESENCE
from bot.feature.contract import UNKNOWN, Context, Opening, Reply, Tap


def opened(context: Context, tap: Tap) -> Reply:
    """That site, even while a presence runs on another one."""
    slug = context.programme.site_slugs.get(tap.object_id)
    if slug is None:
        return Reply(UNKNOWN)
    return Reply("", opens=Opening("grille_site", {PRESENCE.key: None, "site": slug}))
