"""The questions of the file, and the sites where the binôme was this week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import select

from bot.domain.semaine import Semaine
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Beforehand, Option
from bot.feature.contract import Context
from storage import venues
from storage.dispositif import Element
from storage.machine.db import Tx
from storage.models import Presence
from storage.programme import Programme

MOST: Final = 5
"""Questions that a week may have; the file has three."""
QUESTIONS = "etonnement_questions"

SITE: Final = Beforehand[str]("site")
"""The only site of the week, or the one that was asked about (slug)."""
LUNDI: Final = Beforehand[str]("lundi")
"""The monday of the week that is told."""


def seed(context: Context) -> dict[str, Any]:
    """The only site of the week is not asked."""
    sites = week_sites(
        context.tx, context.programme, context.person.binome_id or 0, this_week(context)
    )
    return SITE.seed(sites[0]) if len(sites) == 1 else {}


def facts(context: Context, answers: Answers) -> Facts:
    programme = context.programme
    mine = week_sites(context.tx, programme, context.person.binome_id or 0, this_week(context))
    offered = mine or [place.slug for place in programme.config.sites if place.actif]
    labels = {place.slug: place.label for place in programme.config.sites}
    slug = site(answers)
    return {
        "sites": tuple(Option(key, f"📍 {labels[key]}") for key in offered),
        "site_label": labels[slug] if slug else "",
        **{f"question_{rank}": "" for rank in range(1, MOST + 1)},
        **{
            f"question_{rank}": text(question)
            for rank, question in enumerate(questions(programme), 1)
        },
    }


def questions(programme: Programme) -> Sequence[Element]:
    return programme.config.liste(QUESTIONS)[:MOST]


def text(question: Element) -> str:
    return question.texte or question.label


def site(answers: Answers) -> str:
    """The slug answered, or brought by the button."""
    return str(SITE.of(answers) or answers.get("site") or "")


def this_week(context: Context) -> date:
    return Semaine.of(context.now).lundi


def week_sites(tx: Tx, programme: Programme, binome_id: int, monday: date) -> list[str]:
    """Slugs of the sites where the binôme was that week, the first one first."""
    start, end = Semaine(monday).bornes()
    query = select(Presence.site_id).where(
        Presence.binome_id == binome_id,
        Presence.supprimee_le.is_(None),
        Presence.debut >= start,
        Presence.debut < end,
    )
    rows = tx.scalars(query.order_by(Presence.debut))
    return list(dict.fromkeys(programme.site_slugs[site_id] for site_id in rows))


def sites_of_all(tx: Tx, programme: Programme, monday: date) -> dict[int, list[str]]:
    """The same of every binôme that was somewhere, read at once."""
    weeks = venues.begun(tx, programme.id, *Semaine(monday).bornes())
    return {
        binome_id: list(dict.fromkeys(programme.site_slugs[one.site_id] for one in week))
        for binome_id, week in weeks.items()
    }
