"""The list of the day, the entry picked, and what may be changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from bot.clock import PARIS, paris
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Beforehand, Option
from bot.feature.contract import Context
from bot.feature.door import ligne_of
from bot.feature.entries import DELETE
from bot.questions import sur_place
from bot.questions.decisions import lately
from bot.questions.heures import hour_options
from bot.words import heure, jour
from storage import journal
from storage.journal import Entry
from storage.models import Presence

SHOWN = 12
LONGEST_DAY = 90
"""Telegram shows a hundred buttons at most."""
EARLIER = Option("plus-tot", "🗓 Plus tôt")
UNDO = "derniere-"
CORRECTION_LIFE = timedelta(days=7)
SHIFTS = (-30, -15, -5, 5, 15, 30)

DERNIERES: Final = Beforehand[list[str]]("dernieres")
"""The keys of what was entered last, when it is taken back."""


def facts(context: Context, answers: Answers) -> Facts:
    found = _today(context)
    shown = {entry.key: line(context, entry) for entry in found[-SHOWN:]}
    last = named_last(context, answers)
    picked = picked_entries(context, answers)
    days = _days(context, shown)
    chosen = days.get(str(answers.get("jour")), [])
    return {
        "now": context.now,
        "titre": jour(context.now).capitalize(),
        "decisions": lately(context),
        "lignes": list(shown.values()),
        "entrees": _entry_options(shown, last, more=bool(days)),
        "jours": _day_options(days),
        "jour_choisi": jour(chosen[0].le).capitalize() if chosen else "",
        "entrees_du_jour": tuple(Option(one.key, line(context, one)) for one in chosen),
        "derniere": dated_line(context, last, undoing=True) if last else "",
        "choisie": _picked_line(context, picked, answers) if picked else "",
        "gestes": _gestes(picked, answers),
        "heures": _hours(picked[0], answers.get("geste"), context.now) if picked else (),
        "notee": _noted(picked[0], answers.get("geste")) if picked else context.now,
        "sites": sur_place.site_options(context),
    }


def picked_entries(context: Context, answers: Answers) -> list[Entry]:
    """The entry answered by its own line, or all that was entered with it, as the last one."""
    named = "ancienne" if answers.get("entree") == EARLIER.slug else "entree"
    key = str(answers.get(named) or "")
    if is_undo(answers):
        return _whole(context, key.removeprefix(UNDO))
    found = journal.entry(context.tx, context.person, key) if key else None
    return [found] if found else []


def line(context: Context, entry: Entry) -> str:
    """« 17 h 04 · Présence : Site A, jusqu'à 20 h 52 »."""
    return f"{heure(entry.le)} · {_said(context, entry)}"


def lines(context: Context, entries: Sequence[Entry], *, undoing: bool) -> str:
    """« 17 h 40 · 8 × 12-17 ans ; 3 × 26-59 ans » for what was entered together.

    undoing: of a count that grew, only what an undo takes away.
    """
    says = _last if undoing else _said
    first, *others = entries
    whole = [
        f"{heure(first.le)} · {says(context, first)}",
        *(says(context, one) for one in others),
    ]
    return " ; ".join(whole)


def is_undo(answers: Answers) -> bool:
    """Whether the line picked is « Annuler la dernière »."""
    return str(answers.get("entree") or "").startswith(UNDO)


def dated_line(context: Context, entries: Sequence[Entry], *, undoing: bool) -> str:
    """The same, with its day when it is not today's: an undo must name what it undoes."""
    le = entries[0].le
    today = paris(le).date() == paris(context.now).date()
    said = lines(context, entries, undoing=undoing)
    return said if today else f"{jour(le)}, {said}"


def last_entries(context: Context) -> list[Entry]:
    """What the binôme entered last within seven days, whole (MED-10)."""
    return journal.together(context.tx, context.person, context.now - CORRECTION_LIFE)


def has_last(context: Context) -> bool:
    return bool(last_entries(context))


def name_last(context: Context) -> dict[str, Any]:
    """What is about to be undone: a newer entry that comes meanwhile is not undone for it."""
    return DERNIERES.seed([entry.key for entry in last_entries(context)])


def named_last(context: Context, answers: Answers) -> list[Entry]:
    keys = DERNIERES.of(answers)
    return last_entries(context) if keys is None else _alive(context, keys)


def _alive(context: Context, keys: Iterable[str]) -> list[Entry]:
    found = (journal.entry(context.tx, context.person, key) for key in keys)
    return [entry for entry in found if entry]


def _whole(context: Context, key: str) -> list[Entry]:
    since = context.now - CORRECTION_LIFE
    together = journal.together(context.tx, context.person, since, key)
    # Older than that, it is still named: its correction is refused in words.
    return together or _alive(context, [key])


def _said(context: Context, entry: Entry) -> str:
    return ligne_of(entry.row).says(context, entry.row)


def _gestes(picked: Sequence[Entry], answers: Answers) -> tuple[Option, ...]:
    """What may be done to one line; the last one, entered whole, is only taken away whole."""
    if not picked:
        return ()
    known = ligne_of(picked[0].row).gestes(picked[0].row)
    undoing = is_undo(answers)
    return tuple(one for one in known if one.slug == DELETE.slug) if undoing else tuple(known)


def _picked_line(context: Context, picked: Sequence[Entry], answers: Answers) -> str:
    return dated_line(context, picked, undoing=is_undo(answers))


def _last(context: Context, entry: Entry) -> str:
    last = ligne_of(entry.row).last
    return (last and last(context, entry.row)) or _said(context, entry)


def _today(context: Context) -> list[Entry]:
    """Entries since midnight in Paris; a night under way keeps its evening in sight.

    Before them, for a week, the presences that are still to be confirmed.
    """
    midnight = datetime.combine(paris(context.now).date(), time(0), PARIS)
    since = min(midnight, context.now - timedelta(hours=12))
    person, oldest = context.person, context.now - CORRECTION_LIFE
    unsure = journal.unsure(context.tx, person, oldest, since)
    return [*unsure, *journal.entries(context.tx, person, since)]


def _days(context: Context, shown: Iterable[str]) -> dict[str, list[Entry]]:
    """Each day of the week in which something may still be corrected, the newest first (MED-10).

    Nothing when the first screen shows it all.
    """
    week = journal.entries(context.tx, context.person, context.now - CORRECTION_LIFE)
    found: dict[str, list[Entry]] = {}
    for entry in reversed(week):
        found.setdefault(paris(entry.le).date().isoformat(), []).append(entry)
    if {entry.key for entry in week} <= set(shown):
        return {}
    return {day: entries[:LONGEST_DAY][::-1] for day, entries in found.items()}


def _day_options(days: dict[str, list[Entry]]) -> tuple[Option, ...]:
    """« Lundi 16 novembre (9) »."""
    return tuple(
        Option(day, f"{jour(entries[0].le).capitalize()} ({len(entries)})")
        for day, entries in days.items()
    )


def _entry_options(
    shown: dict[str, str], last: Sequence[Entry], *, more: bool
) -> tuple[Option, ...]:
    """« Annuler la dernière » names it: a newer one may come before it is confirmed."""
    undo = [Option(f"{UNDO}{entry.key}", "↩️ Annuler la dernière") for entry in last[:1]]
    lines = (Option(key, said) for key, said in shown.items())
    return (*lines, *undo, *((EARLIER,) if more else ()))


def _hours(entry: Entry, geste: object, now: datetime) -> tuple[Option, ...]:
    """A few hours around the one noted, none of them still to come."""
    around = [_noted(entry, geste) + timedelta(minutes=shift) for shift in SHIFTS]
    return hour_options(moment for moment in around if moment <= now)


def _noted(entry: Entry, geste: object) -> datetime:
    """The hour that is about to be corrected."""
    row = entry.row
    end = row.fin if isinstance(row, Presence) and geste == "fin" else None
    return end or entry.le
