"""What a signalement's sentences need: defaults for category, urgency and service, and repeats."""

from __future__ import annotations

from bot.domain.distance import metres
from bot.engine.reading import BY_POSITION, BY_WORDS
from bot.engine.script import Option
from handlers import sur_place
from handlers.contract import Answers, Context, Facts
from handlers.defauts import in_building, repeat
from storage.dispositif import Categorie, Dispositif, Site, actifs

FAR_METRES = 2_000


def facts(context: Context, answers: Answers) -> Facts:
    config = context.programme.config
    known: Facts = {
        "sites": sur_place.site_options(context),
        "groupes": tuple(Option(_group_slug(n), g) for n, g in enumerate(config.groupes())),
        "services": tuple(Option(s.slug, s.label) for s in actifs(config.services) if s.joignable),
        "urgences": tuple(Option(u.slug, u.label) for u in actifs(config.urgences)),
        "lieux": (),
        "categories": (),
        "deja": None,
        "photos": len(answers.get("photo") or ()),
    }
    site = sur_place.site_of(context, answers)
    if site:
        known["lieux"] = _places(site)
    if site and answers.get("groupe"):
        known |= _about(context, answers, site)
    return known


def _about(context: Context, answers: Answers, site: Site) -> Facts:
    """Everything that follows from what it is and where it is."""
    config = context.programme.config
    found = category(config, answers, site)
    suiting = config.categories_of(group_label(config, answers), bati=in_building(config, site))
    return {
        "categories": tuple(Option(c.slug, c.label) for c in suiting),
        "deja": repeat(context, site, found),
        "quoi": found.libelle_long or found.label,
        "ou": place_label(config, answers, site),
        "loin": how_far(answers, site),
        "delai": config.urgence(urgency(answers, found)).label.lower(),
        "pour": config.service(service(config, answers, found, site)).label,
    }


def group_label(config: Dispositif, answers: Answers) -> str:
    """Groups have no slug in the file: their rank stands for one while the conversation lasts."""
    return config.groupes()[int(answers["groupe"].removeprefix("g"))]


def category(config: Dispositif, answers: Answers, site: Site) -> Categorie:
    """The category picked, else the first of the group that suits the place."""
    chosen = answers.get("categorie")
    suiting = config.categories_of(group_label(config, answers), bati=in_building(config, site))
    return next((one for one in suiting if one.slug == chosen), suiting[0])


def urgency(answers: Answers, found: Categorie) -> str:
    return str(answers.get("urgence") or found.urgence)


def service(config: Dispositif, answers: Answers, found: Categorie, site: Site) -> str:
    """The service picked, else the first that the routing table names."""
    return str(answers.get("service") or config.route(found.slug, site=site.slug)[0])


def place_label(config: Dispositif, answers: Answers, site: Site) -> str:
    where = answers.get("lieu") or {}
    if where.get("texte"):
        return f"{site.label}, {where['texte']}"
    if "latitude" in where:
        return f"{site.label}, position envoyée"
    return config.site(where["site"]).label if where.get("site") else site.label


def how_far(answers: Answers, site: Site) -> str:
    """« 40 km » when the position sent is far from the site: it is said, never refused."""
    where = answers.get("lieu") or {}
    if "latitude" not in where:
        return ""
    length = metres(where["latitude"], where["longitude"], site.latitude, site.longitude)
    return f"{round(length / 1000)} km" if length > FAR_METRES else ""


def _places(site: Site) -> tuple[Option, ...]:
    return (
        Option(BY_POSITION, "📍 Ma position"),
        Option(site.slug, f"📌 {site.label}"),
        Option(BY_WORDS, "⌨️ Je précise"),
    )


def _group_slug(rank: int) -> str:
    return f"g{rank}"
