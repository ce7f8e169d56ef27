"""Where the defect of an alert is, drawn among the sites around it: no outside server is asked."""

from __future__ import annotations

from typing import Final

from bot.web import plan
from bot.web.plan import Degres, PlanDessine
from storage.dispositif import Site, actifs
from storage.models import Signalement
from storage.programme import Programme

TITRE: Final = "Plan du quartier : le signalement, et les sites autour"
RADIUS: Final = 9.0


def around(programme: Programme, signalement: Signalement) -> PlanDessine | None:
    """The defect where it is, else at its site's centre, and the sites of its quartier."""
    config = programme.config
    slug = programme.site_slugs[signalement.site_id]
    own = config.site(slug)
    sites = [own, *(one for one in actifs(config.sites) if _beside(one, own))]
    places = {one.slug: (one.latitude, one.longitude) for one in sites}
    weights = {
        one.slug: (RADIUS, str(rank), f"{rank}. {one.label}") for rank, one in enumerate(sites, 1)
    }
    spot = [(_spot(signalement, own), "Le signalement")]
    return plan.plan(TITRE, places, weights, spot, plan.fond(config))


def _beside(one: Site, own: Site) -> bool:
    return one.quartier == own.quartier and one.slug != own.slug


def _spot(signalement: Signalement, site: Site) -> Degres:
    latitude, longitude = signalement.latitude, signalement.longitude
    if latitude is None or longitude is None:
        return site.latitude, site.longitude
    return latitude, longitude
