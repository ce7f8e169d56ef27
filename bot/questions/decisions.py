"""What a comité opérationnel decided lately: it adjusts the mediators' work (000 l.82)."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.clock import paris
from bot.feature.contract import Context
from bot.words import jour_court
from storage import reunions

STANDS: Final = timedelta(days=14)
"""How long a decision stays in sight of the mediators after the meeting."""


def lately(context: Context) -> list[str]:
    """« Comité opérationnel Ouest, 17/11 : Passer plus tôt le samedi. », the latest last."""
    config, since = context.programme.config, paris(context.now).date() - STANDS
    labels = {comite.slug: comite.label for comite in config.comites if comite.operationnel}
    rows = reunions.decided_since(context.tx, context.programme.id, labels, since)
    return [f"{labels[row.comite]}, {jour_court(row.jour)} : {row.decisions}" for row in rows]
