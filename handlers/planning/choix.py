"""What may be picked of a week: its slots, what is changed of one, and what each deed asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.clock import paris
from bot.domain.semaine import JOURS
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.questions.choix import options
from bot.questions.jours import day_options
from bot.words import jour, plage
from handlers.planning import copie, heures
from handlers.planning.copie import COPY, FROM_FILE, TO_END
from handlers.planning.semaines import NEXT_WEEK, THIS_WEEK, last_day, mission_end, week_of
from storage import people
from storage.models import Personne
from storage.planning import SlotPrevu

ADD, CHANGE, CANCEL, ABSENT = "ajouter", "changer", "annuler", "absence"
HOURS, SITE, BINOME, DAY = "heures", "site", "binome", "jour"
BOTH: Final = "a-deux"
ONCE, WEEKLY = "jour", "semaines"
DROPPED: Final = "plus-prevu"
"""The reason of a slot that is not planned any more, this week and in its copies."""
ON_ONE: Final = frozenset({CHANGE, CANCEL, ABSENT})


def facts(context: Context, answers: Answers, standing: Sequence[SlotPrevu]) -> Facts:
    """Of the week that was picked, whose slots that stand are given."""
    config, slot = context.programme.config, picked(context, answers, standing)
    reasons = options(config.liste("motifs_creneau"))
    return {
        "gestes": _gestes(context, answers, bool(standing)),
        "creneaux": _buttons(context, standing) if answers.get("geste") in ON_ONE else (),
        "quoi_changer": _what(),
        "binomes": _others(options(config.binomes), slot.binome if slot else None),
        "sites": _others(options(config.sites), slot.site if slot else None),
        "jours": _others(_days(context, answers), slot.jour.isoformat() if slot else None),
        "motifs": (*reasons, Option(DROPPED, "🗄 N'est plus prévu")),
        "personnes": _people(context, slot),
        "passe": _past(context, answers, slot),
        "frequences": _times(context, answers),
        **{f"demande_{what}": _asks(answers, what) for what in (HOURS, SITE, BINOME, DAY)},
        **_hours(context, answers, standing, slot),
        **_difference(context, answers),
    }


def key(context: Context, slot: SlotPrevu) -> str:
    """What names a slot on a button: its day, its hour and the number of its binôme."""
    return f"{slot.jour:%m%d}-{slot.de:%H%M}-{context.programme.binomes[slot.binome]}"


def picked(context: Context, answers: Answers, standing: Sequence[SlotPrevu]) -> SlotPrevu | None:
    """The slot that the deed is about."""
    return next((one for one in standing if key(context, one) == answers.get("creneau")), None)


def day(slot: SlotPrevu) -> str:
    """« lun. 16 »."""
    return f"{JOURS[slot.jour.weekday()]}. {slot.jour.day}"


def away(context: Context, slot: SlotPrevu) -> str:
    """Who of its binôme will not be there; « » once that person left it."""
    people_there = {one.id: one.prenom for one in members(context, slot)} if slot.absent else {}
    return people_there.get(slot.absent or 0, "")


def prenom(context: Context, person_id: int | None) -> str:
    """Who is away."""
    person = context.tx.get(Personne, person_id) if person_id else None
    return person.prenom if person else ""


def members(context: Context, slot: SlotPrevu) -> Sequence[Personne]:
    """Who is in its binôme now."""
    return people.binome_members(context.tx, context.programme.binomes[slot.binome])


def wished(answers: Answers, slot: SlotPrevu | None) -> SlotPrevu | None:
    """The binôme, the site and the day as answered, else those of the slot that changes."""
    binome = answers.get("binome") or (slot and slot.binome)
    when = date.fromisoformat(answers["jour"]) if answers.get("jour") else slot and slot.jour
    site = answers.get("site") or (slot.site if slot else "")
    if not binome or not when:
        return None
    de, a = heures.parse_range(heures.USUAL[0])
    return SlotPrevu(binome, site, when, slot.de if slot else de, slot.a if slot else a)


def _gestes(context: Context, answers: Answers, standing: bool) -> tuple[Option, ...]:
    week = answers.get("semaine")
    gestes = [Option(ADD, "➕ Ajouter un créneau")]
    if standing:
        gestes.append(Option(CHANGE, "✏️ Changer un créneau"))
        gestes.append(Option(CANCEL, "↩️ Annuler un créneau"))
        gestes.append(Option(ABSENT, "👤 Un absent du binôme"))
    if week != THIS_WEEK:
        before = "cette semaine-ci" if week == NEXT_WEEK else "la semaine d'avant"
        gestes.append(Option(COPY, f"📋 Reprendre {before}"))
    if standing and week_of(context, answers).dimanche < last_day(context):
        gestes.append(Option(TO_END, f"🔂 Répéter jusqu'au {last_day(context):%d/%m/%Y}"))
    if week != THIS_WEEK:
        gestes.append(Option(FROM_FILE, "↩️ Revenir au planning type"))
    return tuple(gestes)


def _what() -> tuple[Option, ...]:
    return (
        Option(HOURS, "🕐 Les heures"),
        Option(SITE, "📍 Le site"),
        Option(DAY, "📆 Le jour"),
        Option(BINOME, "👥 Le binôme"),
    )


def _others(offered: tuple[Option, ...], now: str | None) -> tuple[Option, ...]:
    """Without what a slot is already."""
    return tuple(one for one in offered if one.slug != now)


def _asks(answers: Answers, what: str) -> bool:
    """Whether that is asked: all of a new slot, one thing of another."""
    adding = answers.get("geste") == ADD
    return adding or (answers.get("geste") == CHANGE and answers.get("quoi") == what)


def _days(context: Context, answers: Answers) -> tuple[Option, ...]:
    """The seven of the week; one that is over says so."""
    today, monday = paris(context.now).date(), week_of(context, answers).lundi
    return tuple(
        Option(one.slug, f"{one.label} (passé)" if one.slug < today.isoformat() else one.label)
        for one in day_options(monday + timedelta(days=n) for n in range(7))
    )


def _past(context: Context, answers: Answers, slot: SlotPrevu | None) -> str:
    """What is said of a slot whose hour is over, before it is changed; « » for the others."""
    if slot and slot.bornes()[1] <= context.now:
        return "⚠️ Ce créneau est déjà passé. Le binôme n'en sera pas averti.\n"
    given = answers.get("jour")
    if given and not slot and date.fromisoformat(given) < paris(context.now).date():
        return "⚠️ Ce jour est déjà passé. Le binôme n'en sera pas averti.\n"
    return ""


def _times(context: Context, answers: Answers) -> tuple[Option, ...]:
    if answers.get("geste") != ADD or not answers.get("jour") or not answers.get("site"):
        return ()
    when = date.fromisoformat(answers["jour"])
    end = mission_end(context.programme, answers["site"], when) or last_day(context)
    weekly = (Option(WEEKLY, f"🔂 Chaque semaine, jusqu'au {end:%d/%m/%Y}"),)
    once = Option(ONCE, f"📆 Seulement le {jour(when)}")
    return (once, *(weekly if end - when >= timedelta(weeks=1) else ()))


def _people(context: Context, slot: SlotPrevu | None) -> tuple[Option, ...]:
    if slot is None:
        return ()
    there = tuple(
        Option(str(one.id), one.prenom) for one in members(context, slot) if one.id != slot.absent
    )
    return (*there, Option(BOTH, "👥 Personne : à deux")) if slot.absent else there


def _hours(
    context: Context, answers: Answers, standing: Sequence[SlotPrevu], slot: SlotPrevu | None
) -> Facts:
    """The hours that may be touched or typed, once it is known of whom, where and when."""
    wish = wished(answers, slot)
    if wish is None or not _asks(answers, HOURS):
        return {"horaires": ()}
    others = [one for one in standing if one != slot]
    found = heures.offered(context.programme, wish, others)
    now = f"{slot.de:%H%M}-{slot.a:%H%M}" if slot else None
    return {**found, "horaires": _others(found["horaires"], now)}


def _difference(context: Context, answers: Answers) -> Facts:
    """What a copy would change, line by line."""
    geste = answers.get("geste")
    if geste not in copie.KINDS:
        return {"difference": [], "accords": (), "gardes": [], "laisses": []}
    return copie.difference(context, geste, week_of(context, answers))


def _buttons(context: Context, slots: Sequence[SlotPrevu]) -> tuple[Option, ...]:
    """« lun. 16, 17 h – 21 h, Site A »; with its binôme where two would read the same."""
    short = [_short(context, slot) for slot in slots]
    times = Counter(short)
    return tuple(
        Option(key(context, slot), _whole(context, slot) if times[name] > 1 else name)
        for slot, name in zip(slots, short, strict=True)
    )


def _short(context: Context, slot: SlotPrevu) -> str:
    hours = plage(slot.de, slot.a)
    return f"{day(slot)}, {hours}, {context.programme.config.site(slot.site).label}"


def _whole(context: Context, slot: SlotPrevu) -> str:
    return f"{_short(context, slot)}, {context.programme.config.binome(slot.binome).label}"
