"""Who joins the coordination late reads what was called to mind before, in one message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from bot.casework.echeancier import liste, ouvertes
from bot.casework.prompts import prompts
from bot.clock import paris
from bot.domain.echeancier import LigneEcheance
from bot.domain.roles import Role
from bot.feature.contract import opening
from bot.rendering import render_text
from handlers.echeances import clock, mots
from handlers.echeances.clock import Rappel
from storage import people
from storage.machine import passages
from storage.machine.outbox import post
from storage.models import Personne
from storage.work import More, Work, after_reading

TASK: Final = "echeances_arrivee"
OPENS_AT: Final = time(8)
RECENT: Final = timedelta(days=3)
"""Who joined longer ago read it, or was there."""
SHOWN: Final = 12
"""Lines of one message; the list has them all."""
WELCOME: Final = (
    "📆 Vous rejoignez la coordination : voici, une fois, ce qui avait déjà été rappelé.\n"
    "{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
    "{% if autres %}• et {{ autres|pluriel('autre') }}{% endif %}"
)


@dataclass(frozen=True, slots=True)
class Due:
    """What the calendar says today: what is open, and what was called to mind."""

    lignes: Sequence[LigneEcheance] = ()
    rappels: Sequence[Rappel] = ()


def welcome(work: Work, due: Due | None = None) -> More | None:
    """From eight on the morning after; silent when nothing was called to mind before.

    due: the calendar, read beside.
    """
    if paris(work.now).time() < OPENS_AT:
        return None
    new = _new(work)
    if new and due is None:
        return after_reading(work, _read, welcome)
    for one in new:
        passages.claim(work.tx, TASK, str(one.id), work.now)
        _tell(work, one, due or Due())
    return None


def _new(work: Work) -> list[Personne]:
    """Those who joined before today, and were told nothing yet."""
    every = people.with_role(work.tx, work.programme.id, Role.COORDINATION)
    new = [one for one in every if one.charte_le >= work.now - RECENT]
    known = passages.claimed(work.tx, TASK, [str(one.id) for one in new])
    today = paris(work.now).date()
    return [one for one in new if str(one.id) not in known and paris(one.charte_le).date() < today]


def _read(work: Work) -> Due:
    every, today = liste.toutes(work), paris(work.now).date()
    return Due(ouvertes.encore(work, today, every), list(clock.rappels(work, every)))


def _tell(work: Work, who: Personne, due: Due) -> None:
    """What is told here is told no more one by one."""
    today, arrived = paris(work.now).date(), paris(who.charte_le).date()
    missed = [one for one in due.lignes if any(du.jour < arrived for du in one.rappels)]
    if not missed:
        return
    _claim(work, missed, due, arrived)
    lines = [mots.dit(one, today) for one in missed[:SHOWN]]
    text = render_text(WELCOME, lignes=lines, autres=max(len(missed) - SHOWN, 0))
    keyboard = [[list(opening(clock.OPEN_LIST, "echeances", work.programme.id))]]
    content = {"text": text.rstrip(), "keyboard": keyboard}
    post(work.tx, work.now, *prompts(work, [who], f"echeances:arrivee:{who.id}", content))


def _claim(work: Work, missed: list[LigneEcheance], due: Due, arrived: date) -> None:
    told = {one.cle for one in missed}
    for rappel in due.rappels:
        if rappel.ligne.cle in told and rappel.du.jour < arrived:
            passages.claim(work.tx, clock.TASK, clock.key(work.programme, rappel), work.now)
