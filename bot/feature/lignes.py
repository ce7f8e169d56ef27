"""How each kind of entry is said in « Ma journée », and what may be changed in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from bot.discover import discover, merged
from bot.domain.lecture.heures import from_stamp
from bot.domain.periodes import tranche_at
from bot.engine.script import Option
from bot.feature.contract import Answers, Context

HOUR: Final = Option("heure", "✏️ Heure")
SITE: Final = Option("site", "📍 Site")
DELETE: Final = Option("supprimer", "🗑 Supprimer")


def of_an_entry(_row: Any) -> tuple[Option, ...]:
    return (HOUR, SITE, DELETE)


def change_entry(context: Context, row: Any, geste: str, answers: Answers) -> str:
    """Another hour, with its period, or another site; « » once done, else why it was not."""
    if geste == "site":
        row.site_id = context.programme.sites[answers["site"]]
    else:
        row.le = from_stamp(answers["heure"])
        row.tranche = tranche_at(row.le, context.programme.calendrier)
    return ""


def hide(context: Context, row: Any) -> str:
    """A deleted row stays, out of every figure."""
    row.supprimee_le = context.now
    return ""


def whole(_context: Context, _row: Any) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    """One kind of entry.

    says: the row in words, without its hour. gestes: what may be done to it. change: another hour
    or site. delete: takes it away. Both return « », or why they did nothing. stays: what to say
    of a row that keeps its site, whatever its presence does. last: what was entered last of a row
    that grew, in words, « » for all of it; undo: takes only that away.
    """

    says: Callable[[Context, Any], str]
    gestes: Callable[[Any], tuple[Option, ...]] = of_an_entry
    change: Callable[[Context, Any, str, Answers], str] = change_entry
    delete: Callable[[Context, Any], str] = hide
    stays: Callable[[Context, Any], str] | None = None
    last: Callable[[Context, Any], str] = whole
    undo: Callable[[Context, Any], str] | None = None


@cache
def lignes() -> Mapping[str, Ligne]:
    """By the letter of `storage.journal.KINDS`: each flow's folder brings its own (`ligne.py`)."""
    return merged(discover("handlers", "ligne", "LIGNES"))
