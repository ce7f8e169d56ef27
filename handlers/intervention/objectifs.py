"""The objectives of an intervention under way, changed with what they were (K17, 002 l.62)."""

from __future__ import annotations

import re
from typing import Final

from bot.clock import paris
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Ending
from bot.rendering import render_line
from bot.words import date_longue
from handlers.intervention import changement
from handlers.intervention.changement import said
from storage import audit
from storage.dispositif import Intervention
from storage.models import InterventionRow

CHANGED: Final = "✅ {{ site }} : les objectifs sont désormais : {{ objectifs }}."
SAME: Final = "{{ site }} : ce sont déjà ses objectifs. Rien n'a été changé."


def facts(context: Context, intervention: Intervention | None) -> Facts:
    """Today's, then what they were and until when, the newest first."""
    if intervention is None:
        return {"objectifs_actuels": "", "objectifs_avant": ()}
    row_id = context.programme.interventions[intervention.slug]
    past = audit.changes(context.tx, InterventionRow, row_id, audit.OBJECTIFS)
    return {
        "objectifs_actuels": said(intervention.objectifs),
        "objectifs_avant": [(date_longue(le), before) for le, before in reversed(past)],
    }


def sentences(text: str) -> list[str]:
    """Each sentence, or each line, without its spaces."""
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n+", text) if part.strip()]


def change(context: Context, answers: Answers) -> Ending:
    """The new ones take effect at once; those before are kept with their last day."""
    config = context.programme.config
    before = next(one for one in config.interventions if one.slug == answers["laquelle"])
    site, new = config.site(before.site).label, tuple(sentences(answers["nouveaux_objectifs"]))
    if new == before.objectifs:
        return Ending({"conclusion": render_line(SAME, site=site)})
    row = context.tx.get_one(InterventionRow, context.programme.interventions[before.slug])
    today = paris(context.now).date().isoformat()
    values = {"objectifs": list(new), "objectifs_du": today}
    keyboard = changement.change(context, changement.AIMED, before.slug, values)
    audit.note(
        *(context.tx, context.now, context.author_id, audit.OBJECTIFS, row),
        said(before.objectifs),
    )
    text = render_line(CHANGED, site=site, objectifs=said(new))
    return Ending({"conclusion": text}, keyboard)
