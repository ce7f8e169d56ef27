"""Sites added, renamed or retired: their slug and their history stay."""

from __future__ import annotations

from statistics import fmean
from typing import Final

from bot.buttons import Button, Keyboard, button
from bot.clock import paris
from bot.engine.conditions import Answers, Facts
from bot.engine.reading import BY_POSITION
from bot.engine.script import Option
from bot.feature.contract import UNKNOWN, Context, Ending, Opening, Reply, Tap
from bot.questions.ajuster import adjust, new_slug, refuse_twin
from bot.questions.choix import options
from bot.rendering import render_line
from handlers.intervention.facts import END, OPEN
from storage.ajustements import LigneAjustee
from storage.dispositif import Dispositif, Intervention, actifs

ADD, RENAME, RETIRE = "ajouter", "renommer", "retirer"
CENTRE: Final = "centre"
OUVRIR = "ouvrir"
ICI: Final = Button("iv", (OUVRIR,), "site")
"""Under a site just added: an intervention is opened there."""
ADDED = "✅ {{ site }} est ajouté, {{ quartier }}. Les binômes le voient déjà."
RENAMED = "✅ {{ avant }} s'appelle maintenant {{ apres }}."
RETIRED = "✅ {{ site }} n'est plus proposé. Ce qui y a été noté reste."
GESTES: Final = (
    Option(ADD, "➕ Site"),
    Option(RENAME, "✏️ Renommer un site"),
    Option(RETIRE, "🗄 Retirer un site"),
)


def facts(context: Context, answers: Answers) -> Facts:
    config = context.programme.config
    sites = actifs(config.sites)
    slug = answers.get("lequel") or answers.get("retire")
    return {
        "lignes": [f"{site.label}, {config.quartier(site.quartier).label}" for site in sites],
        "gestes": GESTES,
        "quartiers": options(config.quartiers),
        "types_site": options(config.liste("types_site")),
        "types_lieu": options(config.types_lieu),
        "lieux": (Option(BY_POSITION, "📍 Ma position"), Option(CENTRE, "🏘 Centre du quartier")),
        "sites": options(sites),
        "choisi": config.site(slug).label if slug else "",
        "prise": _taken(context, answers.get("retire")),
        "confirmations": _confirmations(context, answers.get("retire")),
    }


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    deeds = {ADD: _add, RENAME: _rename, RETIRE: _retire}
    return deeds[answers["geste"]](context, answers)


def centre(config: Dispositif, quartier: str) -> tuple[float, float]:
    """The middle of the known sites of a quartier, else of its territoire, else of them all."""
    territoire = config.quartier(quartier).territoire
    near = [site for site in config.sites if site.quartier == quartier] or [
        site for site in config.sites if config.quartier(site.quartier).territoire == territoire
    ]
    sites = near or config.sites
    return (
        round(fmean(site.latitude for site in sites), 5),
        round(fmean(site.longitude for site in sites), 5),
    )


def _add(context: Context, answers: Answers) -> Ending:
    config = context.programme.config
    refuse_twin(answers["label"], config.sites)
    where = answers["lieu"]
    latitude, longitude = centre(config, answers["quartier"])
    values = {
        "label": answers["label"],
        "quartier": answers["quartier"],
        "type_site": answers["type_site"],
        "type_lieu": answers["type_lieu"],
        "latitude": where.get("latitude", latitude),
        "longitude": where.get("longitude", longitude),
    }
    slug = new_slug(answers["label"], context.programme.sites)
    adjust(context, LigneAjustee("sites", slug, values))
    quartier = config.quartier(answers["quartier"]).label
    text = render_line(ADDED, site=answers["label"], quartier=quartier)
    return Ending({"conclusion": text}, _open_here(context, slug))


def _open_here(context: Context, slug: str) -> Keyboard:
    number = context.programme.sites[slug]
    return [[("📅 Ouvrir une intervention ici", button(ICI, number, OUVRIR))]]


def _rename(context: Context, answers: Answers) -> Ending:
    site = context.programme.config.site(answers["lequel"])
    name = answers["nouveau_nom"]
    refuse_twin(
        name, (other for other in context.programme.config.sites if other.slug != site.slug)
    )
    adjust(context, LigneAjustee("sites", site.slug, {"label": name}))
    return Ending({"conclusion": render_line(RENAMED, avant=site.label, apres=name)})


def _retire(context: Context, answers: Answers) -> Ending:
    site = context.programme.config.site(answers["retire"])
    taken = _taken(context, site.slug)
    if answers["confirmer"] == ADD:
        return Ending(opens=Opening("sites", {"geste": ADD}))
    if taken:
        return Ending(opens=Opening("interventions", {"geste": END, "laquelle": taken.slug}))
    adjust(context, LigneAjustee("sites", site.slug, {"actif": False}))
    return Ending({"conclusion": render_line(RETIRED, site=site.label)})


def _confirmations(context: Context, slug: str | None) -> tuple[Option, ...]:
    """« Oui », or what has to be done before the site may go: one site is always left."""
    if len(actifs(context.programme.config.sites)) == 1:
        return (Option(ADD, "➕ Ajouter un site"),)
    if _taken(context, slug):
        return (Option(END, "⏹ Terminer l'intervention"),)
    return (Option("oui", "🗄 Oui, le retirer"),)


def _taken(context: Context, slug: str | None) -> Intervention | None:
    """The intervention that needs that site, today or later: the first to end."""
    today = paris(context.now).date()
    config = context.programme.config
    needs = [one for one in config.interventions if one.site == slug and one.fin >= today]
    return min(needs, key=lambda one: one.fin, default=None)


def open_here(context: Context, tap: Tap) -> Reply:
    """The questions of an opening, without the one on the site."""
    slug = context.programme.site_slugs.get(tap.object_id)
    if slug is None:
        return Reply(UNKNOWN)
    return Reply("", opens=Opening("interventions", {"geste": OPEN, "site": slug}))
