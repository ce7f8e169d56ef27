"""A meeting planned, held with its decisions, or put off to another day."""

from __future__ import annotations

from datetime import date

from bot.domain.roles import Role
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Declined, Ending
from bot.rendering import render_line
from bot.words import jour
from handlers.comite import convocation, facts
from handlers.comite.cadence import comptes
from storage import people, reunions
from storage.models import Reunion

PLANNED = "✅ {{ comite }} : prévu {{ jour }}."
HELD = "✅ {{ comite }} : tenu {{ jour }}. {{ compte }}"
DECIDED = "🏛 <b>{{ comite }}</b>, {{ le|jour }}. Ce qui est décidé :\n{{ decisions }}"
PUT_OFF = "✅ {{ comite }} : reporté {{ jour }}."
PUT_OFF_UNDATED = "✅ {{ comite }} : reporté. Fixez une nouvelle date dès que possible."
GONE = "Cette réunion est déjà notée : tenue ou reportée."
ALREADY_HELD = (
    "{{ comite }} : la réunion de {{ jour }} est déjà notée comme tenue. Rien n'a été changé."
)


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    deeds = {facts.PLAN: _plan, facts.HELD: _held, facts.PUT_OFF: _put_off}
    conclusion = deeds[answers["geste"]](context, answers)
    context.tx.flush()
    return Ending({"conclusion": conclusion})


def _plan(context: Context, answers: Answers) -> str:
    day = date.fromisoformat(answers["jour"])
    _new(context, answers["comite"], day)
    return render_line(PLANNED, comite=facts.label(context, answers["comite"]), jour=jour(day))


def _held(context: Context, answers: Answers) -> str:
    key = answers["reunion_tenue"]
    if key.startswith(facts.UNPLANNED):
        row = _unplanned(context, key.removeprefix(facts.UNPLANNED), answers["le"])
    else:
        meeting = facts.meeting(context, key)
        if meeting is None:
            return GONE
        row = meeting
    row.tenue = True
    row.decisions = answers.get("decisions") or ""
    context.tx.flush()
    _tell_mediators(context, row)
    text = render_line(
        HELD,
        comite=facts.label(context, row.comite),
        jour=jour(row.jour),
        compte=_count(context, row.comite),
    )
    return text.strip()


def _unplanned(context: Context, comite: str, le: str) -> Reunion:
    """The meeting of that day, counted once. Raises Declined when it is already held."""
    day = date.fromisoformat(le)
    if reunions.held_on(context.tx, context.programme.id, comite, day):
        label = facts.label(context, comite)
        raise Declined(render_line(ALREADY_HELD, comite=label, jour=jour(day)))
    return _new(context, comite, day)


def _tell_mediators(context: Context, row: Reunion) -> None:
    """What a comité opérationnel decided adjusts their work, the same day (000 l.82)."""
    comite = context.programme.config.comite(row.comite)
    if not row.decisions or not comite.operationnel:
        return
    for person in people.with_role(context.tx, context.programme.id, Role.MEDIATEUR):
        context.tell(
            person.telegram_id, DECIDED, comite=comite.label, le=row.jour, decisions=row.decisions
        )


def _count(context: Context, comite: str) -> str:
    """« 2 sur 3 depuis le dernier comité technique. » for a comité opérationnel."""
    for cadence in comptes(context.tx, context.programme):
        if cadence.comite.slug == comite:
            return f"{cadence.tenues} sur {cadence.attendues} depuis le dernier comité technique."
    return ""


def _put_off(context: Context, answers: Answers) -> str:
    row = facts.meeting(context, answers["reunion_reportee"])
    if row is None:
        return GONE
    row.tenue = False
    comite = facts.label(context, row.comite)
    day = date.fromisoformat(answers["report"]) if answers.get("report") else None
    convocation.put_off(context, row, day)
    if day is None:
        return render_line(PUT_OFF_UNDATED, comite=comite)
    _new(context, row.comite, day)
    return render_line(PUT_OFF, comite=comite, jour=f"au {jour(day)}")


def _new(context: Context, comite: str, day: date) -> Reunion:
    """The meeting of that comité on that day: the one already planned, else a new one."""
    source = f"{context.source}:reunion"
    meeting = facts.meeting_on(context, comite, day)
    return meeting or reunions.plan(context.tx, context.programme.id, comite, day, source)
