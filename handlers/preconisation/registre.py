"""Every préconisation and what became of it, the newest first (CPV-5, H06)."""

from __future__ import annotations

from typing import Final

from bot.casework.preconisation.actes import MOTIF, reference, resume, statut_label
from bot.clock import paris
from bot.domain.interventions import add_months
from bot.domain.vies.preconisation import OPEN
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow, Option, choice
from bot.feature.beforehand import PRECONISATION
from bot.feature.contract import Context, Ending, Opening
from bot.feature.registre import CONVENTION_MONTHS, registre
from bot.words import day_of_month
from storage import notes, preconisations
from storage.models import Preconisation

SHOWN: Final = 8


def facts(context: Context, _answers: Answers) -> Facts:
    since = add_months(paris(context.now).date(), -CONVENTION_MONTHS)
    rows = preconisations.since(context.tx, context.programme.id, since)[::-1]
    words = notes.validated_of(context.tx, MOTIF, [row.id for row in rows])
    return {
        "lignes": [_line(context, row, words.get(row.id, "")) for row in rows],
        "entrees": tuple(
            Option(str(row.id), f"💡 {reference(row)} · {statut_label(context.programme, row)}")
            for row in rows
            if row.statut in OPEN
        ),
    }


def answer(_context: Context, answers: Answers, _facts: Facts) -> Ending:
    seed = PRECONISATION.seed(int(answers["laquelle"]))
    return Ending(opens=Opening("preconisation_reponse", seed))


def _line(context: Context, row: Preconisation, word: str) -> str:
    """« P-0003, Aménagement, Site A, pour Voirie, 3 mois : retenue, le 12 novembre. « … » »."""
    state = statut_label(context.programme, row)
    asked = f"depuis le {day_of_month(paris(row.le).date())}"
    when = f"le {day_of_month(paris(row.decidee_le).date())}" if row.decidee_le else asked
    said = f" « {word} »" if word else ""
    return f"{reference(row)}, {resume(context.programme, row)} : {state}, {when}.{said}"


SUIVIES: Final = Flow(
    name="preconisations_suivies",
    title="Suites des préconisations",
    keeps_draft=False,
    steps=(
        choice(
            "laquelle",
            "📖 <b>Suites des préconisations</b>\n"
            "{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
            "{% if entrees %}À laquelle répondre ?{% elif lignes %}Toutes ont leur réponse."
            "{% else %}Aucune n'a été proposée.{% endif %}",
            "entrees",
            lists="lignes",
            page=SHOWN,
            cancel_label="✖️ Fermer",
        ),
    ),
    done="📖 Fermé.",
    left="📖 Fermé.",
)
HANDLER: Final = registre(
    SUIVIES,
    entry="📖 Suites des préconisations",
    command="/suites",
    about="Ce que sont devenues les préconisations",
    order=52,
    facts=facts,
    record=answer,
)
