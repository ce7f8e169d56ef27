"""What the presence sentences and buttons need to know, read anew at each turn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.buttons import Keyboard
from bot.clock import paris
from bot.domain.lecture.heures import from_stamp
from bot.domain.periodes import split
from bot.domain.temps import journee_de
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.beforehand import PRESENCE
from bot.feature.contract import Context, opening
from bot.questions.ajuster import LABEL_MAX
from bot.questions.choix import options, scale
from bot.questions.heures import hour_options
from bot.words import comme, duree, heure, pluriel
from handlers.presence import attentes, changement, fin
from handlers.presence.slots import hours, is_alone, slot_now
from storage import decomptes, presences
from storage.models import Presence
from storage.planning import Slot
from storage.programme import Programme

MINUTES_AGO = (5, 10, 15, 30, 45, 60)
ALONE, TOGETHER = "seul", "ensemble"


def before(context: Context, answers: Answers) -> Facts:
    """Before a presence: where, with whom, since when, by default."""
    slot = slot_now(context, context.person.binome_id)
    usual = usual_sites(context)
    site = chosen_site(context, answers, slot, usual)
    by_habit = slot is None and not answers.get("site")
    start = answers.get("debut")
    planned = slot if slot and slot.site == site else None
    alone = answers.get("equipe", ALONE if is_alone(context, planned) else TOGETHER) == ALONE
    return {
        "now": context.now,
        "site": site,
        "site_label": context.programme.config.site(site).label,
        "prevu": hours(planned) if planned else "",
        "comme": usual.get(site, "") if by_habit else "",
        "avec": "seul·e" if alone else "en binôme",
        "seul": alone,
        "a_partir": from_stamp(start) if start else None,
        "debuts": just_before(context.now),
        "equipes": team_options(context),
        "modes": options(context.programme.config.presence.modes),
        "mode_dit": mode_taken(context.programme, answers.get("mode")),
        "sites": site_options(context, usual=usual),
    }


def mode_taken(programme: Programme, mode: str | None) -> str:
    """« à domicile » when a mode was picked, in place of the usual one (001 l.78)."""
    return programme.config.mode(mode).label.lower() if mode else ""


def during(context: Context, answers: Answers) -> Facts:
    """During a presence, and while it is being closed."""
    presence = context.tx.get_one(Presence, PRESENCE.needed(answers))
    paused = bool(presences.open_pauses(context.tx, presence.id))
    elsewhere = site_options(context, besides=presence.site_id)
    then = changement.following(context, presence)
    moved = then if answers.get("vers") else None
    said, keys = changement.announced(context, moved) if moved else ("", ())
    return {
        "now": context.now,
        "site_label": site_label(context.programme, presence),
        "depuis": minutes_between(presence.debut, context.now),
        "en_pause": paused,
        "not_before": presence.debut,
        "gestes": gestures(paused=paused, elsewhere=bool(elsewhere)),
        "bilan": summary(context, presence) if presence.fin else "",
        "suite": said,
        # The other one of the binôme was quicker: it ended without leading anywhere.
        "deja_finie": presence.fin is not None and then is None,
        "ambiances": scale(context.programme.config.ambiance),
        "frequentations": scale(context.programme.config.frequentation),
        "fins": endings(presence, context.now),
        "sites": elsewhere,
        **waiting(context, presence, answers, keys),
    }


def waiting(context: Context, presence: Presence, answers: Answers, there: Keyboard) -> Facts:
    """Beside « En cours »: what is to be done here, and the way to safety."""
    if answers.get("que_faire"):
        back = dict.fromkeys(fin.CLOSING, fin.button(context, presence))
        onward = {"avant-ambiance": there} if there else {}
        return {"retours": 0, "verifier": 0, "relais": 0, "liens": {**back, **onward}}
    pending = attentes.of(context, presence)
    danger = [opening(attentes.DIFFICULTE, "difficulte", context.programme.id)]
    links = [*attentes.buttons(pending, presence), danger]
    return {**pending.said, "liens": {"que_faire": links}}


def just_before(now: datetime) -> tuple[Option, ...]:
    """The last minutes and the hour behind us, as buttons."""
    return hour_options(now - timedelta(minutes=minutes) for minutes in MINUTES_AGO)


def endings(presence: Presence, now: datetime) -> tuple[Option, ...]:
    """The planned end once it is past, then the last minutes."""
    planned = [presence.fin_prevue] if presence.fin_prevue <= now else []
    return hour_options([*planned, *(now - timedelta(minutes=ago) for ago in MINUTES_AGO)])


def usual_sites(context: Context) -> dict[str, str]:
    """Where the binôme was at this weekday and hour, then lately: slugs, and « comme hier »."""
    binome, today = context.person.binome_id or 0, journee_de(context.now)
    active, slugs = active_sites(context), context.programme.site_slugs
    starts = presences.last_sites(context.tx, binome, context.now)
    return {
        slugs[row]: comme(journee_de(debut), today)
        for row, debut in starts.items()
        if slugs[row] in active
    }


def chosen_site(
    context: Context, answers: Answers, slot: Slot | None, usual: Mapping[str, str]
) -> str:
    """The site answered, else the planned one, else the usual one, else the first."""
    slug = answers.get("site")
    if slug in context.programme.sites:
        return str(slug)
    if slot:
        return slot.site
    return next(iter((*usual, *active_sites(context))))


def active_sites(context: Context) -> list[str]:
    """Sites in the file, those with an intervention today first (000 l.120)."""
    today = paris(context.now).date()
    config = context.programme.config
    open_now = {
        intervention.site
        for intervention in config.interventions
        if intervention.debut <= today <= intervention.fin
    }
    slugs = [site.slug for site in config.sites if site.actif]
    return sorted(slugs, key=lambda slug: slug not in open_now)


def site_options(
    context: Context, besides: int | None = None, usual: Mapping[str, str] = MappingProxyType({})
) -> tuple[Option, ...]:
    """Every site, the usual ones first: three are shown before « Autre… » (requirements C04).

    besides: row id of one left out.
    """
    slugs = dict.fromkeys((*usual, *active_sites(context)))
    return tuple(
        Option(slug, _label(context, slug, usual.get(slug, "")))
        for slug in slugs
        if context.programme.sites[slug] != besides
    )


def _label(context: Context, slug: str, habit: str) -> str:
    """« 📍 Site A (comme hier) », as long as it fits on a button."""
    label = f"📍 {context.programme.config.site(slug).label}"
    both = f"{label} ({habit})"
    return both if habit and len(both) <= LABEL_MAX else label


def team_options(context: Context) -> tuple[Option, ...]:
    mine = context.person.binome_id
    others = [
        Option(binome.slug, f"Avec {binome.label}")
        for binome in context.programme.config.binomes
        if binome.actif and context.programme.binomes[binome.slug] != mine
    ]
    return (Option(TOGETHER, "Mon binôme, à deux"), Option(ALONE, "Seul·e aujourd'hui"), *others)


def gestures(*, paused: bool, elsewhere: bool) -> tuple[Option, ...]:
    rest = Option("reprendre", "▶️ Reprendre") if paused else Option("pause", "☕ Pause")
    move = (Option("changer", "🔁 Changer de site"),) if elsewhere else ()
    return (Option("terminer", "⏹ Terminer"), *move, rest)


def summary(context: Context, presence: Presence) -> str:
    """« Site A : 17 h 04 → 20 h 52 (3 h 48 : 0 h 56 en journée…). 23 rencontres, … »"""
    if presence.fin is None:
        return ""
    counts = decomptes.tallies(context.tx, presence.id)
    optional = [
        pluriel(counts.sollicitations, "sollicitation") if counts.sollicitations else "",
        pluriel(counts.conflits, "conflit") if counts.conflits else "",
    ]
    parts = [
        pluriel(counts.rencontres, "rencontre"),
        *filter(None, optional),
        pluriel(counts.signalements, "signalement"),
    ]
    site = site_label(context.programme, presence)
    span = f"{heure(presence.debut)} → {heure(presence.fin)}"
    return f"{site} : {span} ({_lengths(context, presence)}). {', '.join(parts)}."


def _lengths(context: Context, presence: Presence) -> str:
    """« 3 h 48 : 0 h 56 en journée, 2 h 52 en soirée », or « 1 h 10 en soirée »."""
    by_tranche = presences.minutes_by_tranche(context.tx, presence.id)
    parts = [
        f"{duree(minutes)} en {_tranche(context.programme, slug)}"
        for slug, minutes in by_tranche.items()
    ]
    whole = duree(sum(by_tranche.values()))
    return parts[0] if len(parts) == 1 else f"{whole} : {', '.join(parts)}" if parts else whole


def periods_ahead(programme: Programme, debut: datetime, fin: datetime) -> str:
    """« journée, puis soirée à 18 h 00 » for the planned time."""
    changes: list[tuple[str, datetime]] = []
    for segment in split(debut, fin + timedelta(minutes=1), programme.calendrier):
        if not changes or changes[-1][0] != segment.tranche:
            changes.append((segment.tranche, segment.debut))
    first, *others = changes
    return ", puis ".join(
        [
            _tranche(programme, first[0]),
            *(f"{_tranche(programme, slug)} à {heure(at)}" for slug, at in others),
        ]
    )


def site_slug(programme: Programme, presence: Presence) -> str:
    return programme.site_slugs[presence.site_id]


def _tranche(programme: Programme, slug: str) -> str:
    return programme.config.tranche(slug).label.lower()


def site_label(programme: Programme, presence: Presence) -> str:
    return programme.config.site(site_slug(programme, presence)).label


def minutes_between(start: datetime, end: datetime) -> int:
    return max(0, int((end - start).total_seconds()) // 60)
