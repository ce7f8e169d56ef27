"""Any entry of the team, whatever its age: found, changed or taken away by the coordination."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.clock import PARIS, paris
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context, Ending
from bot.feature.door import ligne_of
from bot.feature.entries import DELETE
from bot.questions import sur_place
from bot.questions.jours import last_days
from bot.words import jour
from handlers.ma_journee import actions
from handlers.ma_journee import facts as known
from storage import journal, objets, people
from storage.journal import Entry
from storage.models import Personne

TOLD = "🛠 La coordination a mis en ordre une saisie de votre binôme.\n{{ conclusion }}"


class DuBinome(NamedTuple):
    """Whose entries are looked for, as the journal reads a person."""

    dispositif_id: int
    binome_id: int | None
    id: int


def facts(context: Context, answers: Answers) -> Facts:
    found, picked = _entries(context, answers), _picked(context, answers)
    return {
        "now": context.now,
        "binomes": _binomes(context),
        "jours": last_days(paris(context.now).date()),
        "jour_dit": _day_said(answers),
        "entrees": known.options_of(context, found),
        "choisie": known.dated_line(context, picked, undoing=False) if picked else "",
        "gestes": ligne_of(picked[0].row).gestes(picked[0].row) if picked else (),
        "heures": known.hours(picked[0], answers.get("geste"), context.now) if picked else (),
        "notee": known.noted(picked[0], answers.get("geste")) if picked else context.now,
        "sites": sur_place.site_options(context),
    }


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """Done, audited, and told to the binôme whose entry it is; what is personal, to its author."""
    picked = _picked(context, answers)
    if not picked:
        return Ending({"conclusion": actions.GONE})
    if answers["geste"] == DELETE.slug:
        said = actions.take_away(context, picked, undoing=False)
    else:
        said = actions.change(context, picked[0], answers)
    for person in _told(context, answers, picked[0]):
        context.tell(person.telegram_id, TOLD, conclusion=said)
    return Ending({"conclusion": said})


def _told(context: Context, answers: Answers, entry: Entry) -> list[Personne]:
    if entry.row.personnelle:
        return [context.tx.get_one(Personne, entry.row.auteur_id)]
    return list(people.binome_members(context.tx, _binome(context, answers)))


def _binomes(context: Context) -> tuple[Option, ...]:
    """All of the file: who has left since noted things too."""
    return tuple(Option(one.slug, one.label) for one in context.programme.config.binomes)


def _binome(context: Context, answers: Answers) -> int:
    return context.programme.binomes.get(str(answers.get("binome")), 0)


def _whose(context: Context, answers: Answers) -> DuBinome:
    return DuBinome(context.programme.id, _binome(context, answers), objets.NOBODY)


def _entries(context: Context, answers: Answers) -> list[Entry]:
    """What that binôme noted on that day in Paris."""
    if not answers.get("binome") or not answers.get("jour"):
        return []
    midnight = datetime.combine(date.fromisoformat(answers["jour"]), time(0), PARIS)
    whose = _whose(context, answers)
    traces = journal.traces(context.tx, whose, midnight, midnight + timedelta(days=1))
    keys = [line.key for line in traces if not line.aside]
    return journal.read(context.tx, whose, keys[: known.LONGEST_DAY])


def _picked(context: Context, answers: Answers) -> list[Entry]:
    key = str(answers.get("entree") or "")
    return journal.read(context.tx, _whose(context, answers), [key] if key else [])


def _day_said(answers: Answers) -> str:
    return jour(date.fromisoformat(answers["jour"])) if answers.get("jour") else ""
