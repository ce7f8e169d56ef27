"""« J'ai relu » leaves a line in the audit: the acknowledgement is stored (requirements A05)."""

from __future__ import annotations

from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Ending
from storage.models import Audit


def facts(_context: Context, _answers: Answers) -> Facts:
    return {}


def record(context: Context, _answers: Answers, _facts: Facts) -> Ending:
    person = context.person
    line = Audit(
        le=context.now,
        personne_id=person.id,
        acte="relire",
        objet="charte",
        objet_id=None,
        detail="",
    )
    context.tx.add(line)
    return Ending()
