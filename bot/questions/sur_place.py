"""What the running presence says, so that no flow asks it again: where, and with whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.domain.periodes import tranche_at
from bot.engine.conditions import Answers, Has, Not
from bot.engine.script import Option, Step, choice
from bot.feature.beforehand import PRESENCE
from bot.feature.contract import Context
from storage import presences, venues
from storage.dispositif import Site, actifs
from storage.machine import conversations
from storage.models import Presence

COMMON_PART = (
    "{% if chez_quelquun %}\nUne partie commune seulement (« hall 2 ») : jamais l'adresse ni "
    "la porte de quelqu'un.{% endif %}"
)
"""Goes after « Où ? » wherever a defect's place is typed; `chez_quelquun` is `at_home`."""


def running(context: Context) -> Presence | None:
    """The presence under way of the person, or of their binôme."""
    return presences.running_for(context.tx, context.person.id, context.person.binome_id)


def at_home(context: Context, answers: Answers) -> bool:
    """Whether the running presence is in somebody's home: no position is taken there (M07)."""
    row = context.tx.get(Presence, PRESENCE.of(answers) or 0)
    return row is not None and context.programme.config.mode(row.mode).a_domicile


def at(context: Context, le: datetime) -> Presence | None:
    """The presence of that instant, be it over by now; what was said as one began is of it."""
    mine = running(context)
    if mine is not None and mine.debut <= le:
        return mine
    binome = context.person.binome_id or 0
    over = presences.touching(context.tx, binome, le, le + timedelta(seconds=1))
    if over:
        return over[-1]
    return mine if mine is not None and mine.debut - le <= venues.AS_IT_BEGINS else None


def seed(context: Context) -> dict[str, Any]:
    """What a conversation starts with: the presence of the message that began it, if any.

    A message may come late: what has begun or ended since then is not its own (MED-11).
    """
    presence = at(context, context.now)
    return PRESENCE.seed(presence.id) if presence else {}


def site_of(context: Context, answers: Answers) -> Site | None:
    """The site of the running presence, or the one answered; None before it was."""
    config = context.programme.config
    if presence_id := PRESENCE.of(answers):
        site_id = venues.of(context.tx, presence_id).site_id
        return config.site(context.programme.site_slugs[site_id])
    return config.site(answers["site"]) if answers.get("site") else None


def began_at(context: Context) -> datetime:
    """When what is being recorded was said: as its conversation began, were it the day before."""
    talk = conversations.load(context.tx, context.talk_id) if context.talk_id else None
    return talk.ouverte_le if talk else context.now


def saisie(context: Context, answers: Answers, kind: str) -> dict[str, Any]:
    """The columns that every entry shares (`storage.models.Saisie`); `kind` names its source.

    Raises LookupError when where it happened is not known.
    """
    site, le = site_of(context, answers), began_at(context)
    if site is None:
        raise LookupError(f"{kind}: where it happened is not known")
    return {
        "dispositif_id": context.programme.id,
        "site_id": context.programme.sites[site.slug],
        "presence_id": PRESENCE.of(answers),
        "binome_id": context.person.binome_id or 0,
        "auteur_id": context.person.id,
        "le": le,
        "tranche": tranche_at(le, context.programme.calendrier),
        "source": f"{context.source}:{kind}",
    }


def ask_site() -> Step:
    """The first question of every entry, asked only while no presence runs."""
    return choice("site", "Sur quel site ?", "sites", when=Not(Has(PRESENCE.key)), width=1)


def site_options(context: Context) -> tuple[Option, ...]:
    """Every active site, as buttons."""
    sites = actifs(context.programme.config.sites)
    return tuple(Option(site.slug, f"📍 {site.label}") for site in sites)
