"""At the end of a working day, the day's question; at the end of the week, the team's share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.roles import Role
from bot.domain.semaine import JOURS, Semaine
from bot.domain.temps import TempsDeTravail
from bot.feature.contract import Context
from bot.questions.journees import at, due, today, travaux
from handlers.hors_terrain import demande
from handlers.hors_terrain.part import team_share
from storage import cumuls, equipes, people, temps
from storage.machine import passages
from storage.work import More, Work, a_few

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


DAY, WEEK, TEAM = "hors_terrain", "bilan_semaine", "bilan_equipe"


def ask_the_day(work: Work) -> More | None:
    """Once a person and a working day; never on a day off."""
    day = today(work.now)
    over = {who for who, one in travaux(work, day).items() if due(one.over_at(), work.now)}
    teams = equipes.members(work.tx, over)
    everyone = [person for binome_id in sorted(teams) for person in teams[binome_id]]
    known = passages.claimed(work.tx, DAY, [f"{one.id}:{day}" for one in everyone])
    unasked = [(one.id, one.telegram_id) for one in everyone if f"{one.id}:{day}" not in known]
    return a_few(work, [(day, *who) for who in unasked], _ask_the_day)


def _ask_the_day(work: Work, whose: tuple[date, int, int]) -> None:
    day, person_id, chat_id = whose
    key = f"{person_id}:{day}"
    if passages.claim(work.tx, DAY, key, work.now):
        context = Context.by_clock(work, f"hors_terrain:{key}")
        values, keyboard = demande.asked(context, person_id, day)
        context.tell(chat_id, demande.QUESTION, keyboard, **values)


def sum_up_the_week(work: Work) -> More | None:
    """The binôme's share of presence, told to its members alone: a landmark, not a ranking."""
    rules = work.programme.config.hors_terrain
    day = today(work.now)
    if JOURS[day.weekday()] != rules.bilan_jour or work.now < at(day, rules.bilan_heure):
        return None
    semaine = Semaine.around(day)
    days = travaux(work, day)
    ready = [who for who, one in days.items() if due(one.sums_up_at(rules.bilan_heure), work.now)]
    known = passages.claimed(work.tx, WEEK, [f"{who}:{semaine.label}" for who in ready])
    waiting = [who for who in ready if f"{who}:{semaine.label}" not in known]
    weeks = temps.of_binomes(work.tx, work.programme.id, semaine.lundi) if waiting else {}
    noted = [who for who in waiting if who in weeks and weeks[who].total]
    if not noted:
        return None
    ever = cumuls.since_the_beginning(work.tx, work.programme.id)
    equipe = team_share(work.tx, work.programme, semaine)
    nothing = TempsDeTravail()
    jauges = [Jauge(who, semaine, weeks[who], ever.get(who, nothing), equipe) for who in noted]
    return a_few(work, jauges, _gauge)


def tell_the_team_s_share(work: Work) -> None:
    """The same day, to the coordination: the team's share alone, nobody's (000 l.142)."""
    rules = work.programme.config.hors_terrain
    day = today(work.now)
    if JOURS[day.weekday()] != rules.bilan_jour or not due(at(day, rules.bilan_heure), work.now):
        return
    semaine = Semaine.around(day)
    key = f"{work.programme.id}:{semaine.label}"
    if passages.done(work.tx, TEAM, key):
        return
    equipe = team_share(work.tx, work.programme, semaine)
    if not equipe or not passages.claim(work.tx, TEAM, key, work.now):
        return
    context = Context.by_clock(work, f"bilan_equipe:{key}")
    for person in people.with_role(work.tx, work.programme.id, Role.COORDINATION):
        context.tell(person.telegram_id, TO_COORDINATION, n=semaine.numero, equipe=equipe)


@dataclass(frozen=True, slots=True)
class Jauge:
    """What a binôme is told of its week."""

    binome_id: int
    semaine: Semaine
    week: TempsDeTravail
    ever: TempsDeTravail
    equipe: str


def _gauge(work: Work, jauge: Jauge) -> None:
    key = f"{jauge.binome_id}:{jauge.semaine.label}"
    if not passages.claim(work.tx, WEEK, key, work.now):
        return
    context = Context.by_clock(work, f"bilan_semaine:{key}")
    values: dict[str, Any] = {
        "n": jauge.semaine.numero,
        "total": jauge.week.total,
        "presence": jauge.week.presence,
        "part": jauge.week.part_terrain,
        "moyenne": jauge.ever.part_terrain,
        "equipe": jauge.equipe,
        "objectif": work.programme.config.hors_terrain.objectif_terrain_pct,
    }
    for person in people.binome_members(work.tx, jauge.binome_id):
        context.tell(person.telegram_id, GAUGE, **values)
