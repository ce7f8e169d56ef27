"""« 📅 Ouvrir une intervention ici », under a site just added."""

from __future__ import annotations

from bot.domain.roles import Role
from bot.feature.contract import Context, Opening, Reply, Tap
from handlers.intervention.facts import OPEN

RESERVED = "Ce bouton est réservé à la coordination."


def open_here(context: Context, tap: Tap) -> Reply:
    """The questions of an opening, without the one on the site."""
    slug = context.programme.site_slugs.get(tap.object_id)
    if slug is None or context.somebody is None or context.person.role != Role.COORDINATION:
        return Reply(RESERVED)
    return Reply("", opens=Opening("interventions", {"geste": OPEN, "site": slug}))
