"""At the end of a working day, the day's question; at the end of the week, the team's share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from bot.casework.part_terrain import missing, said, team_share
from bot.domain.roles import Role
from bot.domain.semaine import JOURS, Semaine
from bot.feature.contract import Context
from bot.questions.journees import at, due, today, travaux
from bot.words import pluriel
from handlers.hors_terrain import demande
from storage import equipes, people, temps
from storage.heures_manquantes import Manques
from storage.machine import passages
from storage.models import Personne
from storage.work import More, Work, a_few, after_reading

GAUGE = (
    "📊 Votre semaine {{ n }} : {{ total|duree }} notées"
    "{% if manque %}, dont {{ presence|duree }} en présence. La part n'est pas calculée : "
    "il manque vos heures {{ manque }}. Pour les noter : /semaine."
    "{% elif part is not none %}, <b>{{ part }} % en présence</b>."
    "{% else %}, dont {{ presence|duree }} en présence. La part n'est pas calculée : "
    "il manque du temps de présence ou du temps hors terrain.{% endif %}\n"
    "Ce total n'est montré qu'à vous, tel qu'il est noté à cette heure.\n"
    "{% if equipe %}{{ equipe }}\n{% endif %}"
    "Repère : environ {{ objectif }} % en présence, en moyenne sur l'année, pour toute l'équipe."
)
TO_COORDINATION = (
    "📊 Semaine {{ n }}. {{ equipe }} "
    "{% if qui %}Montré à la seule coordination :\n{{ qui }}"
    "{% else %}C'est une moyenne sur l'année, sans classement.{% endif %}"
)
NAMED: Final = 12
"""People whose missing days are listed; the others are counted."""


DAY, WEEK, TEAM = "hors_terrain", "bilan_personnel", "bilan_equipe"


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
    """Each person's own week, told to them alone, and the team's share: never a ranking."""
    rules = work.programme.config.hors_terrain
    day = today(work.now)
    if JOURS[day.weekday()] != rules.bilan_jour or work.now < at(day, rules.bilan_heure):
        return None
    semaine = Semaine.around(day)
    days = travaux(work, day)
    ready = {who for who, one in days.items() if due(one.sums_up_at(rules.bilan_heure), work.now)}
    waiting = _untold(work, ready, semaine)
    if not waiting:
        return None
    return after_reading(
        work,
        partial(_look, semaine=semaine),
        lambda later, bilan: a_few(later, [(bilan, who) for who in waiting], _gauge),
    )


def _look(work: Work, semaine: Semaine) -> SemaineDite:
    """What everybody is told beside their own week, and what each misses: read once for all."""
    manques = missing(work)
    return SemaineDite(semaine, manques, team_share(work, manques))


def _untold(work: Work, ready: set[int], semaine: Semaine) -> list[int]:
    """Members of these binômes, of those that noted something that week, not told of it yet."""
    teams = equipes.members(work.tx, ready)
    everyone = [person for who in sorted(teams) for person in teams[who]]
    keys = {person.id: f"{person.id}:{semaine.label}" for person in everyone}
    known = passages.claimed(work.tx, WEEK, list(keys.values()))
    waiting = [person for person in everyone if keys[person.id] not in known]
    weeks = temps.of_binomes(work.tx, work.programme.id, semaine.lundi) if waiting else {}
    noted = {who for who, week in weeks.items() if week.total}
    return [person.id for person in waiting if person.binome_id in noted]


def tell_the_team_s_share(work: Work) -> More | None:
    """The same day, to the coordination: the team's share alone, nobody's (000 l.142)."""
    rules = work.programme.config.hors_terrain
    day = today(work.now)
    if JOURS[day.weekday()] != rules.bilan_jour or not due(at(day, rules.bilan_heure), work.now):
        return None
    semaine = Semaine.around(day)
    if passages.done(work.tx, TEAM, f"{work.programme.id}:{semaine.label}"):
        return None
    return after_reading(work, partial(_look, semaine=semaine), _tell_the_team)


def _tell_the_team(work: Work, bilan: SemaineDite) -> None:
    key, numero = f"{work.programme.id}:{bilan.semaine.label}", bilan.semaine.numero
    if not bilan.equipe or not passages.claim(work.tx, TEAM, key, work.now):
        return
    context, qui = Context.by_clock(work, f"bilan_equipe:{key}"), _who_lacks(work, bilan.manques)
    for person in people.with_role(work.tx, work.programme.id, Role.COORDINATION):
        context.tell(person.telegram_id, TO_COORDINATION, n=numero, equipe=bilan.equipe, qui=qui)


def _who_lacks(work: Work, manques: Manques) -> str:
    """« Médiatrice : le 17/11 », a line a person: the coordination alone may ask them."""
    team = [one for one in people.team(work.tx, work.programme.id) if one.id in manques]
    lines = [f"• {one.prenom} : {said(manques[one.id])}" for one in team[:NAMED]]
    left = len(team) - NAMED
    return "\n".join([*lines, f"• et {pluriel(left, 'autre', 'autres')}"] if left > 0 else lines)


@dataclass(frozen=True, slots=True)
class SemaineDite:
    """The week that people are told of: what each misses, and the whole team's share."""

    semaine: Semaine
    manques: Manques
    equipe: str


def _gauge(work: Work, whose: tuple[SemaineDite, int]) -> None:
    bilan, person_id = whose
    key = f"{person_id}:{bilan.semaine.label}"
    if not passages.claim(work.tx, WEEK, key, work.now):
        return
    context, person = Context.by_clock(work, f"{WEEK}:{key}"), work.tx.get(Personne, person_id)
    if person is not None:
        context.tell(person.telegram_id, GAUGE, **_own(work, bilan, person))


def _own(work: Work, bilan: SemaineDite, person: Personne) -> dict[str, Any]:
    """The values of GAUGE; only the days of that week are missed in it."""
    lundi = bilan.semaine.lundi
    week = temps.of_person(work.tx, person, bilan.semaine.bornes()[0], lundi)
    lacking = [day for day in bilan.manques.get(person.id, ()) if day >= lundi]
    return {
        "n": bilan.semaine.numero,
        "total": week.total,
        "presence": week.presence,
        "part": week.part_terrain,
        "manque": said(lacking),
        "equipe": bilan.equipe,
        "objectif": work.programme.config.hors_terrain.objectif_terrain_pct,
    }
