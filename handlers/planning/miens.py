"""« Mes créneaux »: what a mediator's binôme is to do, this week and each that follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from bot.casework.planning import particular_days, why_off
from bot.domain.droits import Droit
from bot.domain.semaine import Semaine
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow, choice
from bot.feature.contract import Context, Ending, Handler, opening
from bot.rendering import render_text
from bot.words import date_longue, duree, jour, plage
from handlers.planning import choix, semaines
from handlers.planning.semaines import THIS_WEEK, week_of
from storage import planning
from storage.planning import SlotPrevu

SHOWN: Final = 3
"""Weeks on buttons before those further away."""
WEEK: Final = (
    "📅 <b>{{ binome }}, semaine du {{ lundi }}</b>\n"
    "{% for ligne in particuliers %}{{ ligne }}\n{% endfor %}"
    "{% for jour, creneaux in jours %}<b>{{ jour|capitalize }}</b>\n"
    "{% for creneau in creneaux %}   {{ creneau }}\n{% endfor %}{% endfor %}"
    "{% if total %}En tout : {{ total }}.{% else %}Rien n'est prévu cette semaine-là.{% endif %}"
)
NO_BINOME: Final = "Vous n'êtes dans aucun binôme : voyez avec la coordination."

MES_CRENEAUX = Flow(
    name="mes_creneaux",
    title="Mes créneaux",
    keeps_draft=False,
    # The week is already Telegram's HTML, every value escaped.
    steps=(
        choice(
            "semaine",
            "{{ semaine_dite|safe }}",
            "autres",
            width=1,
            few=SHOWN,
            cancel_label="✖️ Fermer",
        ),
    ),
    done="{{ conclusion|safe }}",
    left="📅 Fermé.",
)


def facts(context: Context, _answers: Answers) -> Facts:
    """This week in words, then the others that may be seen."""
    others = [one for one in semaines.options(context) if one.slug != THIS_WEEK]
    return {"semaine_dite": _week(context, Semaine.of(context.now)), "autres": tuple(others)}


def show(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """Another week, and the way back."""
    text = _week(context, week_of(context, answers))
    return Ending(
        {"conclusion": text},
        [[opening("📅 Une autre semaine", "mes_creneaux", context.programme.id)]],
    )


def has_binome(context: Context) -> bool:
    return context.person.binome_id in context.programme.binome_slugs


def _week(context: Context, week: Semaine) -> str:
    programme = context.programme
    binome = programme.binome_slugs[context.person.binome_id or 0]
    slots = planning.slots_between(context.tx, programme, week.lundi, week.dimanche, binome)
    mine = [one for one in slots if not one.annule and one.absent != context.person.id]
    return render_text(
        WEEK,
        binome=programme.config.binome(binome).label,
        lundi=date_longue(week.lundi),
        particuliers=particular_days(programme, week.lundi, week.dimanche),
        jours=list(_by_day(context, slots)),
        total=duree(sum(one.minutes for one in mine)) if mine else "",
    )


def _by_day(context: Context, slots: list[SlotPrevu]) -> Iterator[tuple[str, list[str]]]:
    """« lundi 16 novembre », then « 17 h – 21 h, Site A » for each slot of it."""
    days: defaultdict[str, list[str]] = defaultdict(list)
    for slot in slots:
        days[jour(slot.jour)].append(_line(context, slot))
    yield from days.items()


def _line(context: Context, slot: SlotPrevu) -> str:
    site = context.programme.config.site(slot.site).label
    line = f"{plage(slot.de, slot.a)}, {site}"
    if slot.annule:
        return f"{line} : {why_off(context.programme, slot)}"
    if slot.absent == context.person.id:
        return f"{line} : vous êtes absent·e"
    away = choix.away(context, slot)
    return f"{line} : sans {away}" if away else line


MIENS: Final = Handler(
    flow=MES_CRENEAUX,
    reads_only=True,
    entry="📅 Mes créneaux",
    commands=("/creneaux",),
    about="Voir les créneaux de mon binôme, semaine par semaine",
    order=19,
    drawer=True,
    droit=Droit.LIRE_SON_PLANNING,
    suits=has_binome,
    refusal=NO_BINOME,
    facts=facts,
    record=show,
)
