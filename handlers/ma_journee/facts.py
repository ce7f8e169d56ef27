"""The list of the day, the entry picked, and what may be changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from typing import Any, Final

from bot.clock import PARIS, paris
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Beforehand, Option
from bot.feature import precisions
from bot.feature.contract import Context
from bot.feature.door import ligne_of, precisable_of, said_together
from bot.feature.entries import DELETE
from bot.feature.precisions import Precision
from bot.questions import sur_place
from bot.questions.decisions import lately
from bot.questions.heures import hour_options
from bot.words import heure, jour
from storage import journal
from storage.journal import Entry, Trace
from storage.models import Presence
from storage.models.gestes import SAME_EVENING

SHOWN = 12
LONGEST_DAY = 90
"""Telegram shows a hundred buttons at most."""
EARLIER = Option("plus-tot", "🗓 Plus tôt")
UNDO = "derniere-"
PRECISER = "preciser-"
CORRECTION_LIFE = timedelta(days=7)
SHIFTS = (-30, -15, -5, 5, 15, 30)

DERNIERES: Final = Beforehand[list[str]]("dernieres")
"""The keys of what was entered last, when it is taken back."""


def facts(context: Context, answers: Answers) -> Facts:
    week = _week(context)
    today, picked = _today(context, week)[-SHOWN:], picked_entries(context, answers, week)
    days = _days(week, today)
    chosen = days.get(str(answers.get("jour")), [])
    shown, of_day = _labels(context, today), _labels(context, chosen)
    return {
        "now": context.now,
        "titre": jour(context.now).capitalize(),
        "decisions": lately(context),
        "rien": not shown,
        "entrees": _entry_options(shown, journal.together(week), more=bool(days)),
        "jours": _day_options(days),
        "jour_choisi": jour(chosen[0].le).capitalize() if chosen else "",
        "entrees_du_jour": tuple(Option(key, label) for key, label in of_day.items()),
        "choisie": _picked_line(context, picked, answers) if picked else "",
        "gestes": _gestes(context, picked, answers),
        **_precision(context, picked, answers),
        "heures": hours(picked[0], answers.get("geste"), context.now) if picked else (),
        "notee": noted(picked[0], answers.get("geste")) if picked else context.now,
        "sites": sur_place.site_options(context),
    }


def of_undo(context: Context, answers: Answers) -> Facts:
    """What is about to be undone, in words."""
    last = named_last(context, answers)
    return {"derniere": dated_line(context, last, undoing=True) if last else ""}


def picked_entries(
    context: Context, answers: Answers, week: Sequence[Trace] | None = None
) -> list[Entry]:
    """The entry answered by its own line, or all that was entered with it, as the last one."""
    named = "ancienne" if answers.get("entree") == EARLIER.slug else "entree"
    key = str(answers.get(named) or "")
    if not is_undo(answers):
        return journal.read(context.tx, context.person, [key] if key else [])
    key = key.removeprefix(UNDO)
    together = journal.together(_week(context) if week is None else week, key)
    # Older than that, it is still named: its correction is refused in words.
    return journal.read(context.tx, context.person, [one.key for one in together] or [key])


def line(context: Context, entry: Entry) -> str:
    """« 17 h 04 · Présence : Site A, jusqu'à 20 h 52 »."""
    return lines(context, [entry], undoing=False)


def lines(context: Context, entries: Sequence[Entry], *, undoing: bool) -> str:
    """« 17 h 40 · 8 × 12-17 ans ; 3 × 26-59 ans » for what was entered together.

    undoing: of a count that grew, only what an undo takes away.
    """
    said = said_together(context, [entry.row for entry in entries])
    if undoing:
        rows = zip(entries, said, strict=True)
        said = [_last(context, entry) or whole for entry, whole in rows]
    return f"{heure(entries[0].le)} · {' ; '.join(said)}"


def is_undo(answers: Answers) -> bool:
    """Whether the line picked is « Annuler la dernière »."""
    return str(answers.get("entree") or "").startswith(UNDO)


def dated_line(context: Context, entries: Sequence[Entry], *, undoing: bool) -> str:
    """The same, with its day when it is not today's: an undo must name what it undoes."""
    le = entries[0].le
    today = paris(le).date() == paris(context.now).date()
    said = lines(context, entries, undoing=undoing)
    return said if today else f"{jour(le)}, {said}"


def has_last(context: Context) -> bool:
    return bool(_week(context))


def name_last(context: Context) -> dict[str, Any]:
    """What is about to be undone: a newer entry that comes meanwhile is not undone for it."""
    return DERNIERES.seed([line.key for line in journal.together(_week(context))])


def named_last(context: Context, answers: Answers) -> list[Entry]:
    """What the binôme entered last within seven days, whole (MED-10), as it was named."""
    keys = DERNIERES.of(answers)
    if keys is None:
        keys = [line.key for line in journal.together(_week(context))]
    return journal.read(context.tx, context.person, keys)


def _week(context: Context) -> list[Trace]:
    """What may still be corrected; a presence is taken up again the same evening only."""
    week = journal.traces(context.tx, context.person, context.now - CORRECTION_LIFE)
    evening = context.now - SAME_EVENING
    return [line for line in week if not line.aside or line.le > evening]


def _labels(context: Context, traces: Sequence[Trace]) -> dict[str, str]:
    """By key, each line as it is said; all of them are read at once."""
    entries = journal.read(context.tx, context.person, [trace.key for trace in traces])
    said = said_together(context, [entry.row for entry in entries])
    return {
        entry.key: f"{heure(entry.le)} · {words}"
        for entry, words in zip(entries, said, strict=True)
    }


def _gestes(context: Context, picked: Sequence[Entry], answers: Answers) -> tuple[Option, ...]:
    """What may be done to one line; the last one, entered whole, is only taken away whole."""
    if not picked:
        return ()
    known = ligne_of(picked[0].row).gestes(picked[0].row)
    if is_undo(answers):
        return tuple(one for one in known if one.slug == DELETE.slug)
    return (*known, *_besides(context, picked[0]))


def _besides(context: Context, entry: Entry) -> Iterable[Option]:
    """« 🔎 Stade : Avéré »: what the entry may say besides."""
    kind = precisable_of(entry.row)
    for one in kind.of(context, entry.row) if kind else ():
        said = one.in_words(context, entry.row)
        yield Option(f"{PRECISER}{one.cle}", precisions.short(f"🔎 {said}"))


def _precision(context: Context, picked: Sequence[Entry], answers: Answers) -> Facts:
    """The values of the one picked, the one it has marked; nothing while none is."""
    one = named_precision(context, picked, answers)
    if one is None:
        return {"precision_dite": "", "precisions": ()}
    row = picked[0].row
    return {
        "precision_dite": one.question or f"{one.nom} ?",
        "precisions": tuple(
            Option(option.slug, precisions.short(option.label))
            for option in one.options(context, row)
        ),
    }


def named_precision(
    context: Context, picked: Sequence[Entry], answers: Answers
) -> Precision | None:
    """What is about to be specified of the entry picked."""
    geste = str(answers.get("geste") or "")
    kind = precisable_of(picked[0].row) if picked and geste.startswith(PRECISER) else None
    return kind.named(context, picked[0].row, geste.removeprefix(PRECISER)) if kind else None


def _picked_line(context: Context, picked: Sequence[Entry], answers: Answers) -> str:
    return dated_line(context, picked, undoing=is_undo(answers))


def _last(context: Context, entry: Entry) -> str:
    """Of a count that grew, what was counted last; « » for anything else."""
    last = ligne_of(entry.row).last
    return last(context, entry.row) if last else ""


def _today(context: Context, week: Sequence[Trace]) -> list[Trace]:
    """Entries since midnight in Paris; a night under way keeps its evening in sight.

    Before them, for a week, the presences that are still to be confirmed.
    """
    midnight = datetime.combine(paris(context.now).date(), time(0), PARIS)
    since = min(midnight, context.now - timedelta(hours=12))
    week = [line for line in week if not line.aside]
    unsure = (line for line in week if line.unsure and line.le < since)
    return [*unsure, *(line for line in week if line.le >= since)]


def _days(week: Sequence[Trace], shown: Iterable[Trace]) -> dict[str, list[Trace]]:
    """Each day of the week in which something may still be corrected, the newest first (MED-10).

    Nothing when the first screen shows it all.
    """
    mine = [line for line in week if not line.aside]
    if set(mine) <= set(shown):
        return {}
    found: dict[str, list[Trace]] = {}
    for line in reversed(mine):
        found.setdefault(paris(line.le).date().isoformat(), []).append(line)
    return {day: lines[:LONGEST_DAY][::-1] for day, lines in found.items()}


def _day_options(days: dict[str, list[Trace]]) -> tuple[Option, ...]:
    """« Lundi 16 novembre (9) »."""
    return tuple(
        Option(day, f"{jour(entries[0].le).capitalize()} ({len(entries)})")
        for day, entries in days.items()
    )


def _entry_options(
    shown: dict[str, str], last: Sequence[Trace], *, more: bool
) -> tuple[Option, ...]:
    """« Annuler la dernière » names it: a newer one may come before it is confirmed."""
    undo = [Option(f"{UNDO}{entry.key}", "↩️ Annuler la dernière") for entry in last[:1]]
    lines = (Option(key, said) for key, said in shown.items())
    return (*lines, *undo, *((EARLIER,) if more else ()))


def options_of(context: Context, entries: Sequence[Entry]) -> tuple[Option, ...]:
    """One button an entry, as each is said."""
    said = said_together(context, [entry.row for entry in entries])
    return tuple(
        Option(entry.key, f"{heure(entry.le)} · {words}")
        for entry, words in zip(entries, said, strict=True)
    )


def hours(entry: Entry, geste: object, now: datetime) -> tuple[Option, ...]:
    """A few hours around the one noted, none of them still to come."""
    around = [noted(entry, geste) + timedelta(minutes=shift) for shift in SHIFTS]
    return hour_options(moment for moment in around if moment <= now)


def noted(entry: Entry, geste: object) -> datetime:
    """The hour that is about to be corrected."""
    row = entry.row
    end = row.fin if isinstance(row, Presence) and geste == "fin" else None
    return end or entry.le
