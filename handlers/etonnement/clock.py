"""On the last working day of the week, what surprised is asked of each site with presence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from bot.buttons import Button, button
from bot.feature.contract import UNKNOWN, Context, Opening, Reply, Tap
from bot.questions.journees import Travail, binomes, due, today
from handlers.etonnement import facts
from handlers.etonnement.facts import LUNDI, SITE
from storage import people
from storage.machine import passages
from storage.work import Work

SEMAINE: Final = Button("et", (r"\d{4}-\d{2}-\d{2}",))
"""Of a site: the monday of the week that surprised."""
ASK = (
    "💬 <b>{{ site }}</b>, cette semaine : qu'est-ce qui vous a surpris ? "
    "Quelques mots suffisent. Vous pouvez passer chaque question."
)


def ask_the_week(work: Work) -> None:
    """Once a binôme and a week; answering opens the questions, and nothing opens by itself."""
    day = today(work.now)
    monday = day - timedelta(days=day.weekday())
    for binome_id in binomes(work.programme):
        travail = Travail(work.tx, work.programme, binome_id)
        hour = work.programme.config.hors_terrain.bilan_heure
        if not travail.ends_week(day) or not due(travail.sums_up_at(day, hour), work.now):
            continue
        sites = facts.week_sites(work.tx, work.programme, binome_id, monday)
        key = f"{binome_id}:{monday.isoformat()}"
        if sites and passages.claim(work.tx, "etonnement", key, work.now):
            context = Context.by_clock(work, f"etonnement:{key}")
            _ask(context, binome_id, sites, monday)


def _ask(context: Context, binome_id: int, sites: list[str], monday: date) -> None:
    for person in people.binome_members(context.tx, binome_id):
        for slug in sites:
            answer = (
                "💬 Répondre",
                button(SEMAINE, context.programme.sites[slug], monday.isoformat()),
            )
            label = context.programme.config.site(slug).label
            context.tell(person.telegram_id, ASK, [[answer]], site=label)


def opened(context: Context, tap: Tap) -> Reply:
    """« 💬 Répondre » opens the questions of its site."""
    slug = context.programme.site_slugs.get(tap.object_id)
    try:
        monday = date.fromisoformat(tap.argument)
    except ValueError:
        return Reply(UNKNOWN)
    if slug is None:
        return Reply(UNKNOWN)
    seed = {**SITE.seed(slug), **LUNDI.seed(monday.isoformat())}
    return Reply("", opens=Opening("etonnement", seed))
