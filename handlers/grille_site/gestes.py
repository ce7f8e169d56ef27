"""The button of the reminder: « g:gr:<site>:remplir » opens the grid of that site."""

from __future__ import annotations

from bot.feature.contract import Context, Geste, Opening, Reply, Tap

UNKNOWN = "Ce bouton n'est plus reconnu."


def opened(context: Context, tap: Tap) -> Reply:
    """That site, even while a presence runs on another one."""
    slug = context.programme.site_slugs.get(tap.object_id)
    if slug is None:
        return Reply(UNKNOWN)
    return Reply("", opens=Opening("grille_site", {"_presence": None, "site": slug}))


GESTES: dict[str, Geste] = {"gr": opened}
