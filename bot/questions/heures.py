"""Hours as every flow asks them: the few that a button offers, and those that are typed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.lecture.heures import to_stamp
from bot.domain.lecture.jours import lire_quand, near_heure, parse_heure
from bot.domain.lecture.quand import WEEK
from bot.engine.conditions import Facts
from bot.engine.script import Option, Reading
from bot.words import heure

LONGEST_AGO = timedelta(hours=12)
TOO_FAR = "Cette heure n'est pas encore passée. Écrivez une heure des douze dernières heures."
BEFORE_START = "La fin ne peut pas venir avant le début. Écrivez une heure plus tardive."
UNREAD_HOUR = "Je n'ai pas compris l'heure. Écrivez par exemple « 17h05 »."


def read_heure(text: str, facts: Facts) -> Reading:
    """A typed hour, as the stamp of the latest instant that it can name.

    An hour still to come reads as yesterday's: beyond half a day it is refused, and said.
    """
    moment = parse_heure(text, facts["now"])
    if moment is None:
        return Reading(remark=UNREAD_HOUR)
    if facts["now"] - moment > LONGEST_AGO:
        return Reading(remark=TOO_FAR)
    if moment < facts.get("not_before", moment):
        return Reading(remark=BEFORE_START)
    return Reading(to_stamp(moment))


def read_heure_notee(text: str, facts: Facts) -> Reading:
    """A typed hour that corrects the one of the fact `notee`, on its own day or night.

    With its day (« lundi 16h »), it may be any of the last seven.
    """
    moment = near_heure(text, facts["notee"], facts["now"])
    if moment is None:
        return Reading(remark=UNREAD_HOUR)
    quand = lire_quand(text)
    said = quand is not None and quand.jour is not None
    longest = facts["now"] - moment > WEEK if said else facts["notee"] - moment > LONGEST_AGO
    if longest:
        return Reading(remark=TOO_FAR)
    return Reading(to_stamp(moment))


def hour_options(moments: Iterable[datetime]) -> tuple[Option, ...]:
    """One button a minute, however many times it was named."""
    minutes = {to_stamp(moment): heure(moment) for moment in moments}
    return tuple(Option(stamp, label) for stamp, label in minutes.items())
