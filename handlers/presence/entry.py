"""A presence in « Ma journée »: its bounds and its site may be corrected."""

from __future__ import annotations

from bot.clock import paris
from bot.domain.lecture.heures import from_stamp
from bot.engine.conditions import Answers
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.feature.door import ligne_of
from bot.feature.entries import DELETE, SITE, LigneDuJour
from bot.words import heure
from handlers.presence.facts import site_label
from storage import journal, presences
from storage.conservation import oublis
from storage.models import Presence

WRONG_ORDER = "La fin ne peut pas venir avant le début. Rien n'a été changé."


def says(context: Context, row: Presence) -> str:
    """« Présence : Site A, jusqu'à 20 h 52 »."""
    end = f"jusqu'à {heure(row.fin)}" if row.fin else "en cours"
    unsure = ", à confirmer" if row.a_confirmer else ""
    return f"Présence : {site_label(context.programme, row)}, {end}{unsure}"


def gestes(row: Presence) -> tuple[Option, ...]:
    ended = (Option("fin", "✏️ Heure de fin"),) if row.fin else ()
    return (Option("debut", "✏️ Heure de début"), *ended, SITE, DELETE)


def change(context: Context, row: Presence, geste: str, answers: Answers) -> str:
    if geste != "site":
        return _move(context, row, geste, answers)
    for entry in journal.during(context.tx, row):
        ligne = ligne_of(entry.row)
        if ligne.stays is None:
            ligne.change(context, entry.row, geste, answers)
    day = paris(row.debut).date()
    row.intervention_id = context.programme.intervention_on(answers["site"], day)
    row.site_id = context.programme.sites[answers["site"]]
    return ""


def delete(context: Context, row: Presence) -> str:
    """Gone; the one that it was moved on from runs again, if it was still running itself."""
    ran, row.fin = row.fin is None, row.fin or context.now
    oublis.retire(context.tx, row, context.now)
    if ran:
        presences.reopen_before(context.tx, row, context.programme.calendrier)
    return ""


def _move(context: Context, row: Presence, geste: str, answers: Answers) -> str:
    moment = from_stamp(answers["heure"])
    start = moment if geste == "debut" else row.debut
    end = moment if geste == "fin" else row.fin
    if end is not None and end < start:
        return WRONG_ORDER
    row.debut, row.fin, row.a_confirmer = start, end, False
    presences.recut(context.tx, row, context.programme.calendrier)
    return ""


LIGNE = LigneDuJour(says=says, gestes=gestes, change=change, delete=delete)
