"""The list of the day, the entry picked, and what may be changed in it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from bot.clock import PARIS, paris
from bot.engine.script import Option
from bot.words import heure, jour
from handlers import sur_place
from handlers.comite.facts import decisions
from handlers.contract import Answers, Context, Facts
from handlers.heures import hour_options
from handlers.lignes import lignes
from storage import journal
from storage.journal import Entry
from storage.models import Presence

SHOWN = 12
UNDO = "derniere-"
CORRECTION_LIFE = timedelta(days=7)
SHIFTS = (-30, -15, -5, 5, 15, 30)


def facts(context: Context, answers: Answers) -> Facts:
    found = _today(context)
    shown = {entry.key: line(context, entry) for entry in found[-SHOWN:]}
    last = named_last(context, answers)
    picked = picked_entry(context, answers)
    return {
        "now": context.now,
        "titre": jour(context.now).capitalize(),
        "decisions": decisions(context),
        "lignes": list(shown.values()),
        "entrees": _entry_options(shown, last),
        "derniere": dated_line(context, last) if last else "",
        "choisie": dated_line(context, picked) if picked else "",
        "gestes": lignes()[picked.key[0]].gestes(picked.row) if picked else (),
        "heures": _hours(picked, answers.get("geste"), context.now) if picked else (),
        "sites": sur_place.site_options(context),
    }


def picked_entry(context: Context, answers: Answers) -> Entry | None:
    """The entry answered, by its own line or as the last one."""
    key = str(answers.get("entree") or "").removeprefix(UNDO)
    return journal.entry(context.tx, context.person.binome_id or 0, key) if key else None


def line(context: Context, entry: Entry) -> str:
    """« 17 h 04 · Présence au Site A, jusqu'à 20 h 52 »."""
    return f"{heure(entry.le)} · {lignes()[entry.key[0]].says(context, entry.row)}"


def dated_line(context: Context, entry: Entry) -> str:
    """The same, with its day when it is not today's: an undo must name what it undoes."""
    today = paris(entry.le).date() == paris(context.now).date()
    return line(context, entry) if today else f"{jour(entry.le)}, {line(context, entry)}"


def last_entry(context: Context) -> Entry | None:
    """The binôme's newest entry of the last seven days (MED-10)."""
    binome = context.person.binome_id or 0
    found = journal.entries(context.tx, binome, context.now - CORRECTION_LIFE)
    return found[-1] if found else None


def has_last(context: Context) -> bool:
    return last_entry(context) is not None


def name_last(context: Context) -> dict[str, Any]:
    """What is about to be undone: a newer entry that comes meanwhile is not undone for it."""
    last = last_entry(context)
    return {"_derniere": last.key} if last else {}


def named_last(context: Context, answers: Answers) -> Entry | None:
    key = answers.get("_derniere")
    if key is None:
        return last_entry(context)
    return journal.entry(context.tx, context.person.binome_id or 0, key)


def _today(context: Context) -> list[Entry]:
    """Entries since midnight in Paris; a night under way keeps its evening in sight.

    Before them, for a week, the presences that are still to be confirmed.
    """
    binome = context.person.binome_id or 0
    midnight = datetime.combine(paris(context.now).date(), time(0), PARIS)
    since = min(midnight, context.now - timedelta(hours=12))
    unsure = journal.unsure(context.tx, binome, context.now - CORRECTION_LIFE, since)
    return [*unsure, *journal.entries(context.tx, binome, since)]


def _entry_options(shown: dict[str, str], last: Entry | None) -> tuple[Option, ...]:
    """« Annuler la dernière » names the last one on the screen: a newer one may come meanwhile.

    On a day without entries, it is the last of the week.
    """
    keys = list(shown)[-1:] or ([last.key] if last else [])
    undo = [Option(f"{UNDO}{key}", "↩️ Annuler la dernière") for key in keys]
    return (*(Option(key, said) for key, said in shown.items()), *undo)


def _hours(entry: Entry, geste: object, now: datetime) -> tuple[Option, ...]:
    """A few hours around the one noted, none of them still to come."""
    row = entry.row
    noted = row.fin if isinstance(row, Presence) and geste == "fin" else entry.le
    around = [(noted or now) + timedelta(minutes=shift) for shift in SHIFTS]
    return hour_options(moment for moment in around if moment <= now)
