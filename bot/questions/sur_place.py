"""What the running presence says, so that no flow asks it again: where, and with whom."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from sqlalchemy import select

from bot.clock import paris
from bot.domain.lecture.vocabulaire import fold
from bot.domain.periodes import tranche_at
from bot.engine.conditions import Answers, Has, Not
from bot.engine.script import Option, Step, choice
from bot.feature.beforehand import PRESENCE
from bot.feature.contract import Context
from storage import appartenances, presences, venues
from storage.dispositif import Site, actifs
from storage.machine import conversations
from storage.models import Presence
from storage.models.saisies import SurPlace

COMMON_PART = (
    "{% if chez_quelquun %}\nUne partie commune seulement (« hall 2 ») : jamais l'adresse ni "
    "la porte de quelqu'un.{% endif %}"
)
"""Goes after « Où ? » wherever a defect's place is typed; `chez_quelquun` is `at_home`."""

T = TypeVar("T", bound=SurPlace)
CORRECTED: Final = timedelta(days=7)
"""How far « Ma journée » may move an hour."""
AILLEURS: Final = "ailleurs"
"""The step, a shortcut beside a first question, that says another site than the presence's."""
FEW: Final = 3
"""Sites offered at once, before « Autre… » (requirements C04)."""
_LED: Final = (
    r"[\s,:;–-]*\b(?:(?:du côté |à côté )?(?:de la|de l'|du|des|de|au|aux|à la|à|sur)\s*)?"
)


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
    over = presences.touching(context.tx, binome_at(context, le), le, le + timedelta(seconds=1))
    if over:
        return over[-1]
    return mine if mine is not None and mine.debut - le <= venues.AS_IT_BEGINS else None


def binome_at(context: Context, le: datetime, presence_id: int | None = None) -> int:
    """Whose entry it is: of the binôme in which the person was then, wherever they are since.

    Nothing is asked of an entry of a presence of their own binôme. 0 for nobody's.
    """
    mine = context.person.binome_id
    if mine and presence_id and venues.of(context.tx, presence_id).binome_id == mine:
        return mine
    return appartenances.binome_at(context.tx, context.person, le) or 0


def seed(context: Context) -> dict[str, Any]:
    """What a conversation starts with: the presence of the message that began it, if any.

    A message may come late: what has begun or ended since then is not its own (MED-11).
    """
    presence = at(context, context.now)
    return PRESENCE.seed(presence.id) if presence else {}


def site_of(context: Context, answers: Answers) -> Site | None:
    """The site of the running presence, or the one answered; None before it was.

    During a presence, what is noted of another place says so (`AILLEURS`).
    """
    config = context.programme.config
    if answers.get(AILLEURS):
        return config.site(answers[AILLEURS])
    if presence_id := PRESENCE.of(answers):
        site_id = venues.of(context.tx, presence_id).site_id
        return config.site(context.programme.site_slugs[site_id])
    return config.site(answers["site"]) if answers.get("site") else None


def presence_of(context: Context, answers: Answers, site: Site | None = None) -> int | None:
    """The presence that what is noted on `site` belongs to: none, when it is on another site."""
    presence_id, where = PRESENCE.of(answers), site
    if presence_id and answers.get(AILLEURS):
        where = where or site_of(context, answers)
    if presence_id is None or where is None:
        return presence_id
    here = venues.of(context.tx, presence_id).site_id
    return presence_id if here == context.programme.sites[where.slug] else None


def named_site(context: Context, text: str) -> Site | None:
    """The one active site whose own name stands in `text`; a longer name hides a shorter one."""
    said = f" {_words(text)} "
    found = [
        site
        for site in actifs(context.programme.config.sites)
        if f" {_words(site.label)} " in said
    ]
    longest = max((len(site.label) for site in found), default=0)
    named = [site for site in found if len(site.label) == longest]
    return named[0] if len(named) == 1 else None


def without_site(text: str, site: Site) -> str:
    """« hall 2 du Site A » is « hall 2 », once the site is known to be that one."""
    rest = re.sub(rf"{_LED}{re.escape(site.label)}(?!\w)", "", text, flags=re.IGNORECASE)
    return rest.strip(" ,;:.–-")


def _words(text: str) -> str:
    return " ".join(re.findall("[a-z0-9]+", fold(text)))


def began_at(context: Context) -> datetime:
    """When what is being recorded was said: as its conversation began, were it the day before."""
    talk = conversations.load(context.tx, context.talk_id) if context.talk_id else None
    return talk.ouverte_le if talk else context.now


def talk_since(context: Context) -> datetime:
    """What this conversation noted is not older, whatever hour was corrected since.

    The rest is left unread.
    """
    return began_at(context) - CORRECTED


def talk_source(context: Context) -> str:
    """Begins the source of what one conversation notes once, however often a button is pressed."""
    return f"conversation:{context.talk_id}:"


def noted(context: Context, kind: type[T]) -> T | None:
    """What this conversation has noted of that kind, if it has: be it deleted since."""
    mine = select(kind).where(
        kind.dispositif_id == context.programme.id,
        kind.le >= talk_since(context),
        kind.source.startswith(talk_source(context), autoescape=True),
    )
    return context.tx.scalars(mine).first()


def saisie_once(context: Context, answers: Answers, kind: str) -> dict[str, Any]:
    """The columns of an entry that its conversation notes once (`noted`); see `saisie`."""
    columns = saisie(context, answers, kind)
    return {**columns, "source": f"{talk_source(context)}{columns['source']}"}


def saisie(context: Context, answers: Answers, kind: str) -> dict[str, Any]:
    """The columns that every entry shares (`storage.models.Saisie`); `kind` names its source.

    Raises LookupError when where it happened is not known.
    """
    site, le = site_of(context, answers), began_at(context)
    if site is None:
        raise LookupError(f"{kind}: where it happened is not known")
    presence_id = presence_of(context, answers)
    return {
        "dispositif_id": context.programme.id,
        "site_id": context.programme.sites[site.slug],
        "presence_id": presence_id,
        "binome_id": binome_at(context, le, presence_id),
        "auteur_id": context.person.id,
        "le": le,
        "tranche": tranche_at(le, context.programme.calendrier),
        "source": f"{context.source}:{kind}",
        "conversation_id": context.talk_id,
    }


def ask_site() -> tuple[Step, Step]:
    """Where: the first question while no presence runs, a shortcut while one does.

    The shortcut stands beside the question that names it (`also=sur_place.ELSEWHERE`).
    """
    running = Has(PRESENCE.key)
    return (
        choice("site", "Sur quel site ?", "sites", when=Not(running), width=1, few=FEW),
        choice(
            AILLEURS,
            "Sur quel site, alors ?",
            "sites",
            name="📍 Autre site",
            when=running,
            asked=False,
            width=1,
            few=FEW,
        ),
    )


ELSEWHERE: Final = (AILLEURS,)
"""For `also` of the question that comes first during a presence."""


def site_options(context: Context) -> tuple[Option, ...]:
    """Every active site, as buttons: as in the file, or the usual ones first when many."""
    sites = actifs(context.programme.config.sites)
    if len(sites) > FEW:
        sites = _usual_first(context, sites)
    return tuple(Option(site.slug, f"📍 {site.label}") for site in sites)


def _usual_first(context: Context, sites: tuple[Site, ...]) -> tuple[Site, ...]:
    """Where the binôme was lately, then where an intervention runs (000 l.120), then others."""
    binome = context.somebody.binome_id if context.somebody else None
    lately = presences.last_sites(context.tx, binome, context.now) if binome else {}
    ranks = {context.programme.site_slugs[row]: rank for rank, row in enumerate(lately)}
    today = paris(context.now).date()
    running = {
        one.site for one in context.programme.config.interventions if one.debut <= today <= one.fin
    }
    last = len(ranks)
    return tuple(
        sorted(sites, key=lambda one: (ranks.get(one.slug, last), one.slug not in running))
    )
