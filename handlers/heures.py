"""Hours as every flow asks them: the few that a button offers, and those that are typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.domain.heures import parse_heure, to_stamp
from bot.engine.conditions import Facts
from bot.engine.script import Option, Reading
from bot.words import heure

UNREAD_HOUR = "Je n'ai pas compris l'heure. Écrivez par exemple « 17h05 »."


def read_heure(text: str, facts: Facts) -> Reading:
    """A typed hour, as the stamp of the latest instant that it can name."""
    moment = parse_heure(text, facts["now"])
    return Reading(to_stamp(moment)) if moment else Reading(remark=UNREAD_HOUR)


def hour_options(moments: Iterable[datetime]) -> tuple[Option, ...]:
    return tuple(Option(to_stamp(moment), heure(moment)) for moment in moments)
