"""« non 6 pas 8 »: the last count is corrected, on its card or once it is recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from bot.domain.lecture.reprises import MotRepris, read_repair
from bot.engine.conditions import Answers
from bot.feature.contract import Context
from bot.rendering import render_line
from handlers.saisie import compris
from handlers.saisie.correction import Correction
from handlers.saisie.corrections import CHANGED
from handlers.saisie.entendre import read_again
from storage import dictees
from storage.models import Rencontre

JUST_SAID: Final = timedelta(hours=2)
"""Beyond it, nobody corrects aloud what was typed."""
NOBODY = "Je n'ai pas trouvé ce nombre dans votre dernière saisie. Ouvrez 📋 Ma journée."


def amends(context: Context, answers: Answers, text: str) -> dict[str, Any] | None:
    """The answers of an open card that « non 6 pas 8 » changes; None for any other text."""
    reprise = read_repair(text, context.programme.lexique)
    entry = compris.of(context, answers)
    after = reprise.applied(entry.comptes) if reprise else None
    return {"comptes": {"comptes": after}} if after else None


def amended(context: Context, text: str) -> str | None:
    """What it changed in the rows of the last typed message; None when it takes nothing back."""
    reprise = read_repair(text, context.programme.lexique)
    if reprise is None:
        return None
    message = dictees.last(context.tx, context.user_id, context.now - JUST_SAID)
    if message is None:
        return None
    work = Correction(context, message, read_again(context, text))
    return _corrected(work, reprise)


def _corrected(work: Correction, reprise: MotRepris) -> str:
    rows: dict[str, Rencontre] = {row.public: row for row in work.alive(Rencontre)}
    before = {public: row.nombre for public, row in rows.items()}
    after = reprise.applied(before)
    if after is None or set(after) != set(before):
        return NOBODY
    for public, row in rows.items():
        if row.nombre != after[public]:
            work.note(row)
            label = work.context.programme.config.public(public).label
            work.changes.append(f"{label} : {row.nombre} → {after[public]}")
            row.nombre = after[public]
    work.context.tx.flush()
    return render_line(CHANGED, quoi=" · ".join(work.changes)) if work.changes else NOBODY
