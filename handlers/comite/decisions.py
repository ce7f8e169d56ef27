"""What the comités decided, read again: the newest first (B02, B12)."""

from __future__ import annotations

from typing import Final

from bot.clock import paris
from bot.domain.interventions import add_months
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow, choice
from bot.feature.contract import Context
from bot.feature.registre import CONVENTION_MONTHS, registre
from bot.words import date_longue
from storage import reunions
from storage.models import Reunion

SHOWN: Final = 8


def facts(context: Context, _answers: Answers) -> Facts:
    since = add_months(paris(context.now).date(), -CONVENTION_MONTHS)
    comites = [one.slug for one in context.programme.config.comites]
    found = reunions.decided_since(context.tx, context.programme.id, comites, since)
    return {"lignes": [_line(context, one) for one in reversed(found)], "entrees": ()}


def _line(context: Context, row: Reunion) -> str:
    comite = context.programme.config.comite(row.comite).label
    return f"{date_longue(row.jour)}, {comite} : « {row.decisions} »"


DECISIONS: Final = Flow(
    name="decisions",
    title="Décisions",
    keeps_draft=False,
    steps=(
        choice(
            "suite",
            "📜 <b>Décisions des comités</b>\n"
            "{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
            "{% if not lignes %}Aucune n'est notée. Notez-les dans 🏛 Comités › ✅ Tenue."
            "{% endif %}",
            "entrees",
            lists="lignes",
            page=SHOWN,
            cancel_label="✖️ Fermer",
        ),
    ),
    done="📜 Fermé.",
    left="📜 Fermé.",
)
HANDLER: Final = registre(
    DECISIONS,
    entry="📜 Décisions",
    command="/decisions",
    about="Relire les décisions des comités",
    order=55,
    facts=facts,
)
