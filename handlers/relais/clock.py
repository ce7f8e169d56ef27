"""Relais that became due: their binôme is asked once, in the morning (requirements §3.4)."""

from __future__ import annotations

from datetime import time
from typing import Final

from bot.casework.passation.annonces import tell_orphans
from bot.casework.relais import actes as casework
from bot.clock import paris
from bot.feature.contract import Context
from handlers.relais import a_verifier
from storage import equipes, people
from storage.affaires import Affaires
from storage.models import Relais
from storage.work import More, Work

OPENS: Final = time(9, 30)
CLOSES: Final = time(21)
"""On a clock in Paris: a bot that was down at 09:30 asks later that day, never at night."""


def ask(work: Work) -> More | None:
    """One message to each mediator of a binôme, or to the coordination when nobody is left."""
    if not OPENS <= paris(work.now).time() < CLOSES:
        return None
    newly: dict[int, list[Relais]] = {}
    for relais in casework.claim_due(work):
        newly.setdefault(relais.binome_id, []).append(relais)
    for binome_id, due in newly.items():
        source = f"relais:{due[0].id}:{paris(work.now).date().isoformat()}"
        context = Context.by_clock(work, source)
        members = people.binome_members(work.tx, binome_id)
        if not equipes.reachable(members):
            tell_orphans(work, binome_id, Affaires(relais=tuple(due)), source)
            continue
        said = a_verifier.next_due(context, binome_id)
        for person in members:
            context.confide(person.telegram_id, said.text, said.keyboard)
    return More(ask) if newly else None
