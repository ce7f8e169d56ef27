"""At the end of a working day, the day's question; at the end of the week, the team's share."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bot.domain.roles import Role
from bot.domain.semaine import JOURS, Semaine
from bot.feature.contract import Context
from bot.questions.journees import Travail, at, binomes, due, today
from handlers.hors_terrain import demande
from handlers.hors_terrain.part import team_share
from storage import people, temps
from storage.machine import passages
from storage.work import Work

GAUGE = (
    "📊 Semaine {{ n }} : {{ total|duree }} notées"
    "{% if part is not none %}, <b>{{ part }} % en présence</b>"
    "{% if moyenne is not none %} (moyenne depuis le début : {{ moyenne }} %){% endif %}."
    "{% else %}, dont {{ presence|duree }} en présence. La part n'est pas calculée : "
    "il manque du temps de présence ou du temps hors terrain.{% endif %}\n"
    "C'est le temps du binôme, additionné, tel qu'il est noté à cette heure.\n"
    "{% if equipe %}{{ equipe }}\n{% endif %}"
    "Repère : environ {{ objectif }} % en présence, en moyenne sur l'année."
)
TO_COORDINATION = (
    "📊 Semaine {{ n }}. {{ equipe }} C'est une moyenne sur l'année, sans classement."
)


def ask_the_day(work: Work) -> None:
    """Once a person and a working day; never on a day off."""
    day = today(work.now)
    for binome_id in binomes(work.programme):
        travail = Travail(work.tx, work.programme, binome_id)
        if not travail.slots(day) and not travail.presences(day):
            continue
        if not due(travail.over_at(day), work.now):
            continue
        for person in people.binome_members(work.tx, binome_id):
            key = f"{person.id}:{day.isoformat()}"
            if passages.claim(work.tx, "hors_terrain", key, work.now):
                context = Context.by_clock(work, f"hors_terrain:{key}")
                values = demande.values(context, person.id, day)
                keyboard = demande.buttons(context, person.id, day)
                context.tell(person.telegram_id, demande.QUESTION, keyboard, **values)


def sum_up_the_week(work: Work) -> None:
    """The binôme's share of presence, told to its members alone: a landmark, not a ranking."""
    rules = work.programme.config.hors_terrain
    day = today(work.now)
    if JOURS[day.weekday()] != rules.bilan_jour:
        return
    for binome_id in binomes(work.programme):
        travail = Travail(work.tx, work.programme, binome_id)
        if due(travail.sums_up_at(day, rules.bilan_heure), work.now):
            _gauge(
                work,
                binome_id,
                day,
            )


def tell_the_team_s_share(work: Work) -> None:
    """The same day, to the coordination: the team's share alone, nobody's (000 l.142)."""
    rules = work.programme.config.hors_terrain
    day = today(work.now)
    if JOURS[day.weekday()] != rules.bilan_jour or not due(at(day, rules.bilan_heure), work.now):
        return
    semaine = _week(day)
    equipe = team_share(work.tx, work.programme, semaine)
    key = f"{work.programme.id}:{semaine.label}"
    if not equipe or not passages.claim(work.tx, "bilan_equipe", key, work.now):
        return
    context = Context.by_clock(work, f"bilan_equipe:{key}")
    for person in people.with_role(work.tx, work.programme.id, Role.COORDINATION):
        context.tell(person.telegram_id, TO_COORDINATION, n=semaine.numero, equipe=equipe)


def _week(day: date) -> Semaine:
    return Semaine(day - timedelta(days=day.weekday()))


def _gauge(work: Work, binome_id: int, day: date) -> None:
    semaine = _week(day)
    week = temps.of_binome(work.tx, binome_id, semaine.bornes()[0], semaine.lundi)
    key = f"{binome_id}:{semaine.label}"
    if not week.total or not passages.claim(work.tx, "bilan_semaine", key, work.now):
        return
    context = Context.by_clock(work, f"bilan_semaine:{key}")
    values: dict[str, Any] = {
        "n": semaine.numero,
        "total": week.total,
        "presence": week.presence,
        "part": week.part_terrain,
        "moyenne": temps.of_binome(work.tx, binome_id, None, None).part_terrain,
        "equipe": team_share(work.tx, work.programme, semaine),
        "objectif": work.programme.config.hors_terrain.objectif_terrain_pct,
    }
    for person in people.binome_members(work.tx, binome_id):
        context.tell(person.telegram_id, GAUGE, **values)
