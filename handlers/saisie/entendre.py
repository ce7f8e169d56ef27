"""A message heard: what it already answers, and what its card must ask first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain.lecture.eclair import TEXT_MAX, Lecture
from bot.domain.lecture.gens import Fourchette
from bot.domain.lecture.heures import from_stamp, to_stamp
from bot.domain.lecture.quand import InstantDit, Quand, resolve
from bot.domain.temps import journee_de, matin_de
from bot.engine.conditions import Answers
from bot.engine.script import Beforehand
from bot.feature.beforehand import MESSAGE, PRESENCE
from bot.feature.contract import Context
from bot.questions import dictee, sur_place
from bot.rendering import render_line
from storage import journal, presences, signalements
from storage.models import Presence

NOT_YET = "{{ quand }} (pas encore passé)"
TOO_OLD = "{{ quand }} (plus de sept jours)"
AT_HOME = "{{ lieu }} (à domicile, aucune adresse n'est notée)"
RANGES_MAX: Final = 3
"""Numbers that one card asks; those beyond are shown as not understood."""

LU: Final = Beforehand[Mapping[str, Any]]("lu")
"""What the message was read to say, before anything was changed."""
POSITIFS: Final = Beforehand[list[str]]("positifs")
MESUSAGES: Final = Beforehand[list[str]]("mesusages")
"""The uses that it tells (slugs)."""


def overhears(context: Context, text: str) -> dict[str, Any] | None:
    """The answers that a message already gives; None when it says nothing to note."""
    lecture = dictee.read(context, text)
    if len(text) > TEXT_MAX or not _is_entry(context, lecture):
        return None
    when, unread = moments(lecture, context.now)
    same = _same_site(context, lecture)
    there = _there(context, when["heure"])
    lieu, unkept = _lieu(context, lecture, there)
    unplaced = [lecture.meme_lieu] if lecture.meme_lieu and not same else []
    extra = [one.mots for one in lecture.fourchettes[RANGES_MAX:]]
    lu: dict[str, Any] = {
        **asdict(lecture),
        **when,
        "quand": None,
        "lu_le": to_stamp(context.now),
        "meme_site": same,
        "lieu": lieu,
        "fourchettes": [_choices(one) for one in lecture.fourchettes[:RANGES_MAX]],
        "inconnus": [*lecture.inconnus, *extra, *unplaced, *unread, *unkept],
        "a_demander": [*lecture.a_demander, *extra, *unread],
        "sites": _candidates(context, lecture, same, there),
    }
    return _seeded(context, lu)


def _seeded(context: Context, lu: dict[str, Any]) -> dict[str, Any]:
    sites = lu["sites"]
    return {
        LU.key: lu,
        MESSAGE.key: context.message_id,
        POSITIFS.key: lu["positifs"],
        MESUSAGES.key: lu["mesusages"],
        **({"site": sites[0]} if len(sites) == 1 else {}),
    }


def _is_entry(context: Context, lecture: Lecture) -> bool:
    """Something is told; a thing mended is, when one of its kind is still open."""
    if lecture.counts or lecture.demande or lecture.categorie or lecture.conflit:
        return True
    observed = (lecture.ambiance, lecture.frequentation, lecture.positifs, lecture.mesusages)
    return any(observed) or any(_open_anywhere(context, slug) for slug in lecture.repare)


def _open_anywhere(context: Context, categorie: str) -> bool:
    sites = context.programme.sites.values()
    return any(signalements.newest_open(context.tx, site, categorie) for site in sites)


def _choices(one: Fourchette) -> dict[str, Any]:
    return {"choix": [list(choice) for choice in one.choix], "mots": one.mots}


def moments(lecture: Lecture, now: datetime) -> tuple[dict[str, Any], list[str]]:
    """When it was, or what of it must be asked; and the words that say why it is not taken."""
    quand = lecture.quand or Quand()
    instant = resolve(quand, now)
    said = {
        "heure": to_stamp(instant.le) if instant.le else None,
        "minutes": quand.minutes,
        "jours": [day.isoformat() for day in instant.days],
        "jour": instant.day.isoformat() if instant.day else None,
        "partie": instant.partie,
        "heures": list(instant.hours),
    }
    return said, _refused(quand, instant)


def _refused(quand: Quand, instant: InstantDit) -> list[str]:
    if instant.to_come:
        return [render_line(NOT_YET, quand=_shown(quand))]
    return [render_line(TOO_OLD, quand=_shown(quand))] if instant.too_old else []


def _shown(quand: Quand) -> str:
    """« 18 h 30 », or the words with which a day was said."""
    if quand.jour is None and quand.minutes is not None:
        return f"{quand.minutes // 60} h {quand.minutes % 60:02d}"
    return quand.mots


@dataclass(frozen=True, slots=True)
class Relu:
    """A message read again once it was recorded."""

    lecture: Lecture
    le: datetime | None
    unread: list[str]
    worse: bool
    shown: list[str]
    """Something of weight in it is not understood, or must be asked: the words of `shown`."""


def read_again(context: Context, text: str) -> Relu:
    """The new words of a message; what is only shown of it is in `unread`."""
    lecture = dictee.read(context, text)
    when, unread = moments(lecture, context.now)
    labels = [context.programme.config.site(slug).label for slug in lecture.sites]
    asks = when["jours"] or (when["jour"] and not when["heure"])
    doubtful = [
        *lecture.a_demander,
        *(one.mots for one in lecture.fourchettes),
        *([lecture.autre_lieu] if lecture.autre_lieu else []),
        *(labels if lecture.deux_sites else []),
        *([lecture.quand.mots] if lecture.quand and asks else []),
        *unread,
    ]
    le = from_stamp(when["heure"]) if when["heure"] else None
    shown = doubtful or lecture.inconnus
    return Relu(lecture, le, [*lecture.inconnus, *unread], bool(doubtful), shown)


def _there(context: Context, heure: str | None) -> Answers:
    """The presence at the hour that was said, running or over; else the one that runs."""
    if heure is None:
        return sur_place.seed(context)
    presence = over(context, from_stamp(heure))
    return PRESENCE.seed(presence.id) if presence else sur_place.seed(context)


def over(context: Context, le: datetime) -> Presence | None:
    """The binôme's presence at that instant."""
    binome = sur_place.binome_at(context, le)
    rows = presences.touching(context.tx, binome, le, le + timedelta(minutes=1))
    return rows[-1] if rows else None


def _lieu(context: Context, lecture: Lecture, there: Answers) -> tuple[str, list[str]]:
    """Where the defect is, or the words that say why it is not taken: a home is somebody's."""
    if lecture.lieu and sur_place.at_home(context, there):
        return "", [render_line(AT_HOME, lieu=lecture.lieu)]
    return lecture.lieu, []


def _same_site(context: Context, lecture: Lecture) -> str | None:
    """Where the binôme was before, or yesterday, when the message says so and names no site."""
    if not lecture.meme_lieu or lecture.sites:
        return None
    since, until = context.now - timedelta(days=7), None
    if lecture.comme_hier:
        until = matin_de(journee_de(context.now))
        since = until - timedelta(days=1)
    last = journal.last_place(context.tx, context.person, since, until)
    slug = context.programme.site_slugs[last.row.site_id] if last else None
    return slug if slug and context.programme.config.site(slug).actif else None


def _candidates(context: Context, lecture: Lecture, same: str | None, there: Answers) -> list[str]:
    """The site said, else that of the presence; several, or none, when it must be asked.

    « Comme hier » said on another site than yesterday's has two meanings: both are offered.
    Another place than ours, or two of ours, is asked even during a presence.
    """
    if lecture.autre_lieu:
        return []
    if lecture.deux_sites:
        return lecture.sites
    here = sur_place.site_of(context, there)
    if same:
        return list(dict.fromkeys([here.slug, same] if here else [same]))
    if here and (not lecture.sites or here.slug in lecture.sites):
        return [here.slug]
    return lecture.sites
