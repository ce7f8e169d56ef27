"""The button of the weekly message: « g:et:<site>:<monday> » opens the questions."""

from __future__ import annotations

from datetime import date

from bot.feature.contract import Context, Geste, Opening, Reply, Tap

UNKNOWN = "Ce bouton n'est plus reconnu."


def opened(context: Context, tap: Tap) -> Reply:
    slug = context.programme.site_slugs.get(tap.object_id)
    try:
        monday = date.fromisoformat(tap.argument)
    except ValueError:
        return Reply(UNKNOWN)
    if slug is None:
        return Reply(UNKNOWN)
    return Reply("", opens=Opening("etonnement", {"_site": slug, "_lundi": monday.isoformat()}))


GESTES: dict[str, Geste] = {"et": opened}
