"""The button of the weekly message opens the questions of its site."""

from __future__ import annotations

from bot.feature.contract import UNKNOWN, Context, Opening, Reply, Tap
from handlers.etonnement.facts import LUNDI, SITE


def opened(context: Context, tap: Tap) -> Reply:
    slug = context.programme.site_slugs.get(tap.object_id)
    if slug is None:
        return Reply(UNKNOWN)
    return Reply("", opens=Opening("etonnement", {**SITE.seed(slug), **LUNDI.seed(tap.argument)}))
