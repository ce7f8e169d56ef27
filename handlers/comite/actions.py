"""A meeting planned, held with its decisions, or put off to another day."""

from __future__ import annotations

from datetime import date

from bot.buttons import Keyboard
from bot.domain.roles import Role
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Declined, Ending, opening
from bot.questions.jours import agreed
from bot.rendering import render_line
from bot.words import jour
from handlers.comite import convocation, defaire, facts
from storage import people, reunions, textes
from storage.cadence import comptes
from storage.models import Reunion

PLANNED = "✅ {{ comite }} : prévu {{ jour }}."
HELD = "✅ {{ comite }} : tenu {{ jour }}. {{ compte }}"
DECIDED = "🏛 <b>{{ comite }}</b>, {{ le|jour }}. Ce qui est décidé :\n{{ decisions }}"
PUT_OFF = "✅ {{ comite }} : reporté {{ jour }}."
PUT_OFF_UNDATED = "✅ {{ comite }} : reporté. Fixez une nouvelle date dès que possible."
SLOTS = ("🗓 Changer le planning", "planning")
MISSIONS = ("📅 Ouvrir, renouveler", "interventions")
"""Where what a comité decided is written, by its kind."""
GONE = "Cette réunion est déjà notée : tenue ou reportée."
ALREADY_HELD = (
    "{{ comite }} : la réunion de {{ jour }} est déjà notée comme tenue. Rien n'a été changé."
)


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    deeds = {facts.PLAN: _plan, facts.HELD: _held, facts.PUT_OFF: _put_off}
    return deeds[answers["geste"]](context, answers)


def _plan(context: Context, answers: Answers) -> Ending:
    day = agreed(date.fromisoformat(answers["jour"]), answers.get("accord"))
    text = render_line(PLANNED, comite=facts.label(context, answers["comite"]), jour=jour(day))
    known = facts.meeting_on(context, answers["comite"], day)
    if known:
        return Ending({"conclusion": text})
    row = _new(context, answers["comite"], day)
    return Ending({"conclusion": text}, defaire.keep(context, facts.PLAN, row, row))


def _held(context: Context, answers: Answers) -> Ending:
    key = answers["reunion_tenue"]
    if key.startswith(facts.UNPLANNED):
        comite, le = key.removeprefix(facts.UNPLANNED), date.fromisoformat(answers["le"])
        row, made = _unplanned(context, comite, le)
    else:
        meeting = facts.meeting(context, key)
        if meeting is None:
            return Ending({"conclusion": GONE})
        row, made = meeting, False
    row.tenue = True
    row.decisions = textes.verifie(context, answers.get("decisions") or "")
    context.tx.flush()
    _tell_mediators(context, row)
    text = render_line(
        HELD,
        comite=facts.label(context, row.comite),
        jour=jour(row.jour),
        compte=_count(context, row.comite),
    )
    keyboard = defaire.keep(context, facts.HELD, row, *((row,) if made else ()))
    return Ending({"conclusion": text.strip()}, [*_follows(context, row), *keyboard])


def _follows(context: Context, row: Reunion) -> Keyboard:
    """What was decided is done at once: the slots, or the interventions (000 l.59, l.82)."""
    if not row.decisions or context.somebody is None:
        return []
    operationnel = context.programme.config.comite(row.comite).operationnel
    label, flow = SLOTS if operationnel else MISSIONS
    return [[opening(label, flow, context.programme.id)]]


def _unplanned(context: Context, comite: str, day: date) -> tuple[Reunion, bool]:
    """The meeting of that day, and whether it is new. Raises Declined when it is already held."""
    if reunions.held_on(context.tx, context.programme.id, comite, day):
        label = facts.label(context, comite)
        raise Declined(render_line(ALREADY_HELD, comite=label, jour=jour(day)))
    known = facts.meeting_on(context, comite, day)
    return known or _new(context, comite, day), known is None


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
            return f"{cadence.compte} depuis le dernier comité technique."
    return ""


def _put_off(context: Context, answers: Answers) -> Ending:
    row = facts.meeting(context, answers["reunion_reportee"])
    if row is None:
        return Ending({"conclusion": GONE})
    row.tenue = False
    comite = facts.label(context, row.comite)
    later = answers.get("report")
    day = agreed(date.fromisoformat(later), answers.get("accord")) if later else None
    convocation.put_off(context, row, day)
    if day is None:
        text = render_line(PUT_OFF_UNDATED, comite=comite)
        return Ending({"conclusion": text}, defaire.keep(context, facts.PUT_OFF, row))
    known = facts.meeting_on(context, row.comite, day)
    made = () if known else (_new(context, row.comite, day),)
    text = render_line(PUT_OFF, comite=comite, jour=f"au {jour(day)}")
    return Ending({"conclusion": text}, defaire.keep(context, facts.PUT_OFF, row, *made))


def _new(context: Context, comite: str, day: date) -> Reunion:
    source = f"{context.source}:reunion"
    return reunions.plan(context.tx, context.programme.id, comite, day, source)
