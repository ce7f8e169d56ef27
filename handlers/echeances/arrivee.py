"""Who joins the coordination late reads what was called to mind before, in one message."""

from __future__ import annotations

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
from storage import people
from storage.machine import passages
from storage.machine.outbox import post
from storage.models import Personne
from storage.work import Work

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


def welcome(work: Work) -> None:
    """From eight on the morning after; silent when nothing was called to mind before."""
    now = paris(work.now)
    if now.time() < OPENS_AT:
        return
    every = people.with_role(work.tx, work.programme.id, Role.COORDINATION)
    new = [one for one in every if one.charte_le >= work.now - RECENT]
    known = passages.claimed(work.tx, TASK, [str(one.id) for one in new])
    for one in new:
        arrived = paris(one.charte_le).date()
        if str(one.id) not in known and arrived < now.date():
            passages.claim(work.tx, TASK, str(one.id), work.now)
            _tell(work, one, arrived)


def _tell(work: Work, who: Personne, arrived: date) -> None:
    """What is told here is told no more one by one."""
    today = paris(work.now).date()
    missed = [
        one
        for one in ouvertes.encore(work, today, liste.toutes(work))
        if any(du.jour < arrived for du in one.rappels)
    ]
    if not missed:
        return
    _claim(work, missed, arrived)
    lines = [mots.dit(one, today) for one in missed[:SHOWN]]
    text = render_text(WELCOME, lignes=lines, autres=max(len(missed) - SHOWN, 0))
    keyboard = [[list(opening(clock.OPEN_LIST, "echeances", work.programme.id))]]
    content = {"text": text.rstrip(), "keyboard": keyboard}
    post(work.tx, work.now, *prompts(work, [who], f"echeances:arrivee:{who.id}", content))


def _claim(work: Work, missed: list[LigneEcheance], arrived: date) -> None:
    told = {one.cle for one in missed}
    for rappel in clock.rappels(work):
        if rappel.ligne.cle in told and rappel.du.jour < arrived:
            passages.claim(work.tx, clock.TASK, clock.key(work.programme, rappel), work.now)
