"""At the hour of the file: yesterday in one line, to each of the coordination."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from bot.casework.prompts import prompt_each
from bot.clock import paris
from bot.domain.roles import Role
from bot.rendering import render_text
from bot.words import duree
from storage import jour_passe, people
from storage.machine import health, passages
from storage.work import Work

TASK: Final = "ligne du jour"
LINE: Final = (
    "☀️ Hier, {{ hier|jour }} : {{ n.presences|pluriel('présence') }}, "
    "{{ n.rencontres|pluriel('rencontre') }}, {{ n.signalements|pluriel('signalement') }}. "
    "{% if retard %}Des envois attendent depuis {{ retard }}. {% endif %}"
    "{% if cote > 1 %}{{ cote }} messages reçus n'ont pas pu être traités. "
    "{% elif cote %}Un message reçu n'a pas pu être traité. {% endif %}"
    "{% if not retard and not cote %}Tout ce qui devait partir est parti.{% endif %}"
)


def say(work: Work) -> None:
    """Once a day, where the file asks for it; later in the day if the bot was off."""
    asked = work.programme.config.coordination.ligne_du_jour
    today = paris(work.now)
    if asked is None or today.time() < asked.heure:
        return
    period = f"{work.programme.id}:{today.date()}"
    if passages.done(work.tx, TASK, period):
        return
    if passages.claim(work.tx, TASK, period, work.now):
        coordinators = people.with_role(work.tx, work.programme.id, Role.COORDINATION)
        content: dict[str, Any] = {"text": line(work)}
        if asked.silencieuse:
            content["silent"] = True
        prompt_each(work, coordinators, f"ligne:{period}", content)


def line(work: Work) -> str:
    """What it says now; of the whole installation, only that something waits."""
    hier = paris(work.now).date() - timedelta(days=1)
    seen = health.probe(work.tx, work.now)
    waited = seen["attend_depuis"]["a_envoyer"]
    return render_text(
        LINE,
        hier=hier,
        n=jour_passe.counts(work.tx, work.programme.id, hier),
        retard=duree(waited // 60) if waited > health.LATE["a_envoyer"] else "",
        cote=seen["a_reprendre"],
    ).strip()
