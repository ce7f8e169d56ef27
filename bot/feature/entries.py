"""How each kind of entry is said in « Ma journée », and what may be changed in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.lecture.heures import from_stamp
from bot.domain.periodes import tranche_at
from bot.engine.conditions import Answers
from bot.engine.script import Option
from bot.feature.contract import Context
from storage.conservation import oublis

HOUR: Final = Option("heure", "✏️ Heure")
SITE: Final = Option("site", "📍 Site")
DELETED, TAKEN_BACK = "🗑 Supprimé", "↩️ Annulé"
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
    """A deleted row stays, out of every figure; what it said is gone."""
    oublis.retire(context.tx, row, context.now)
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneDuJour:
    """One kind of entry in « Ma journée »: beside its model, in the `FEATURE` of its folder."""

    says: Callable[[Context, Any], str]
    """The row in words, without its hour."""
    says_all: Callable[[Context, Sequence[Any]], Sequence[str]] | None = None
    """The same of several rows, where their words need other rows: these are read once."""
    gestes: Callable[[Any], tuple[Option, ...]] = of_an_entry
    """What may be done to it."""
    change: Callable[[Context, Any, str, Answers], str] = change_entry
    """Another hour or site: « » once done, else why it was not."""
    delete: Callable[[Context, Any], str] = hide
    """Takes it away: « » once done, else why it was not."""
    gone: str = DELETED
    """What is said of one that was taken away."""
    stays: Callable[[Context, Any], str] | None = None
    """What to say of a row that keeps its site, whatever its presence does."""
    last: Callable[[Context, Any], str] | None = None
    """What was entered last of a row that grew, in words; « » for all of it."""
    undo: Callable[[Context, Any], str] | None = None
    """Takes only that away."""

    def all_said(self, context: Context, rows: Sequence[Any]) -> Sequence[str]:
        """Each of these rows in words."""
        if self.says_all is not None:
            return self.says_all(context, rows)
        return [self.says(context, row) for row in rows]
