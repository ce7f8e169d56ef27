"""At the end of a working day, the day's question; at the end of the week, the team's share."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.roles import Role
from bot.domain.semaine import JOURS, Semaine
from bot.feature.context import Context
from bot.questions.journees import Travail, at, binomes, due, today
from handlers.hors_terrain import demande
from handlers.hors_terrain.part import team_share
from storage import people, temps
from storage.machine import passages
from storage.machine.db import Tx
from storage.programme import Programme

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


def ask_the_day(tx: Tx, programme: Programme, now: datetime) -> None:
    """Once a person and a working day; never on a day off."""
    day = today(now)
    for binome_id in binomes(programme):
        work = Travail(tx, programme, binome_id)
        if not work.slots(day) and not work.presences(day):
            continue
        if not due(work.over_at(day), now):
            continue
        for person in people.binome_members(tx, binome_id):
            key = f"{person.id}:{day.isoformat()}"
            if passages.claim(tx, "hors_terrain", key, now):
                context = Context(tx, programme, now, None, f"hors_terrain:{key}")
                values = demande.asked(context, person.id, day)
                keyboard = demande.buttons(context, person.id, day)
                context.tell(person.telegram_id, demande.QUESTION, keyboard, **values)


def sum_up_the_week(tx: Tx, programme: Programme, now: datetime) -> None:
    """The binôme's share of presence, told to its members alone: a landmark, not a ranking."""
    rules = programme.config.hors_terrain
    day = today(now)
    if JOURS[day.weekday()] != rules.bilan_jour:
        return
    for binome_id in binomes(programme):
        work = Travail(tx, programme, binome_id)
        if due(work.sums_up_at(day, rules.bilan_heure), now):
            _gauge(tx, programme, binome_id, day, now)


def tell_the_team_s_share(tx: Tx, programme: Programme, now: datetime) -> None:
    """The same day, to the coordination: the team's share alone, nobody's (000 l.142)."""
    rules = programme.config.hors_terrain
    day = today(now)
    if JOURS[day.weekday()] != rules.bilan_jour or not due(at(day, rules.bilan_heure), now):
        return
    semaine = _week(day)
    equipe = team_share(tx, programme, semaine)
    key = f"{programme.id}:{semaine.label}"
    if not equipe or not passages.claim(tx, "bilan_equipe", key, now):
        return
    context = Context(tx, programme, now, None, f"bilan_equipe:{key}")
    for person in people.with_role(tx, programme.id, Role.COORDINATION):
        context.tell(person.telegram_id, TO_COORDINATION, n=semaine.numero, equipe=equipe)


def _week(day: date) -> Semaine:
    return Semaine(day - timedelta(days=day.weekday()))


def _gauge(tx: Tx, programme: Programme, binome_id: int, day: date, now: datetime) -> None:
    semaine = _week(day)
    week = temps.of_binome(tx, binome_id, semaine.bornes()[0], semaine.lundi)
    key = f"{binome_id}:{semaine.label}"
    if not week.total or not passages.claim(tx, "bilan_semaine", key, now):
        return
    context = Context(tx, programme, now, None, f"bilan_semaine:{key}")
    values: dict[str, Any] = {
        "n": semaine.numero,
        "total": week.total,
        "presence": week.presence,
        "part": week.part_terrain,
        "moyenne": temps.of_binome(tx, binome_id, None, None).part_terrain,
        "equipe": team_share(tx, programme, semaine),
        "objectif": programme.config.hors_terrain.objectif_terrain_pct,
    }
    for person in people.binome_members(tx, binome_id):
        context.tell(person.telegram_id, GAUGE, **values)
