"""On the last working day of the week, what surprised is asked of each site with presence."""

from __future__ import annotations

from datetime import date, time
from typing import Final

from bot.buttons import Button, button
from bot.domain.semaine import Semaine
from bot.feature.contract import UNKNOWN, Context, Opening, Reply, Tap
from bot.questions.journees import at, due, ending_week, today, travaux
from handlers.etonnement import actions, facts
from handlers.etonnement.facts import LUNDI, SITE
from storage import people
from storage.machine import passages
from storage.work import More, Work, a_few

MONDAY, SKIPPED = r"\d{4}-\d{2}-\d{2}", ".passer"
SEMAINE: Final = Button("et", (MONDAY, MONDAY + SKIPPED.replace(".", r"\.")), "site")
"""Of a site: the monday of the week that surprised; « .passer » skips the question just asked."""
TASK = "etonnement"
ASK = (
    "💬 <b>{{ site }}</b>, cette semaine : qu'est-ce qui vous a surpris ? "
    "Quelques mots suffisent. Vous pouvez passer chaque question."
)


def ask_the_week(work: Work) -> More | None:
    """Once a binôme and a week; answering opens the questions, and nothing opens by itself."""
    day = today(work.now)
    hour = work.programme.config.hors_terrain.bilan_heure
    if work.now < at(day, hour):
        return None
    monday = Semaine.around(day).lundi
    ready = _ready(work, day, hour) & ending_week(work, day)
    known = passages.claimed(work.tx, TASK, [_key(one, monday) for one in ready])
    waiting = sorted(one for one in ready if _key(one, monday) not in known)
    sites = facts.sites_of_all(work.tx, work.programme, monday) if waiting else {}
    asked = [(one, sites[one], monday) for one in waiting if one in sites]
    return a_few(work, asked, _ask)


def _ready(work: Work, day: date, hour: time) -> set[int]:
    """Binômes whose day may be summed up now."""
    days = travaux(work, day).items()
    return {binome_id for binome_id, one in days if due(one.sums_up_at(hour), work.now)}


def _key(binome_id: int, monday: date) -> str:
    return f"{binome_id}:{monday.isoformat()}"


def _ask(work: Work, whose: tuple[int, list[str], date]) -> None:
    binome_id, sites, monday = whose
    key = _key(binome_id, monday)
    if not passages.claim(work.tx, TASK, key, work.now):
        return
    context = Context.by_clock(work, f"etonnement:{key}")
    for person in people.binome_members(context.tx, binome_id):
        for slug in sites:
            site, week = context.programme.sites[slug], monday.isoformat()
            answer = ("💬 Répondre", button(SEMAINE, site, week))
            skip = ("⏭ Passer", button(SEMAINE, site, f"{week}{SKIPPED}"))
            label = context.programme.config.site(slug).label
            context.tell(person.telegram_id, ASK, [[answer, skip]], site=label)


def opened(context: Context, tap: Tap) -> Reply:
    """« 💬 Répondre » opens the questions of its site, « ⏭ Passer » those after the first."""
    slug = context.programme.site_slugs.get(tap.object_id)
    try:
        monday = date.fromisoformat(tap.argument.removesuffix(SKIPPED))
    except ValueError:
        return Reply(UNKNOWN)
    if slug is None:
        return Reply(UNKNOWN)
    seed: dict[str, str | None] = {**SITE.seed(slug), **LUNDI.seed(monday.isoformat())}
    if tap.argument.endswith(SKIPPED):
        seed[actions.FIRST] = None
    return Reply("", opens=Opening("etonnement", seed))
