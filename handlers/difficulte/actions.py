"""A difficulty turned into a row that only the binôme and the coordination read (003 l.421)."""

from __future__ import annotations

from bot.casework import coordination
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Ending
from bot.questions import choix, sur_place
from bot.rendering import render_line
from bot.words import heure
from storage.models import BinomeRow, Difficulte

LISTE = "difficultes_pro"
SUBJECT = "{{ site }} : difficulté"
TOLD = (
    "{{ site }}, {{ heure }} : difficulté, {{ nature }} ({{ binome }}). "
    "L'équipe demande que vous le sachiez maintenant. Appelez-la."
)


def facts(context: Context, answers: Answers) -> Facts:
    config = context.programme.config
    site = sur_place.site_of(context, answers)
    nature = answers.get("nature")
    return {
        "sites": sur_place.site_options(context),
        "natures": choix.options(config.liste(LISTE)),
        "nature_label": config.element(LISTE, nature).label if nature else "",
        "site_label": site.label if site else "",
    }


def record(context: Context, answers: Answers, facts: Facts) -> Ending:
    """Keep where, when and of what kind; the coordination hears of it at once when asked."""
    prevenue = answers["prevenir"] == "oui"
    columns = sur_place.saisie(context, answers, "difficulte")
    row = Difficulte(**columns, nature=answers["nature"], prevenue=prevenue)
    context.tx.add(row)
    context.tx.flush()
    if prevenue:
        _tell(context, row, facts)
    return Ending()


def _tell(context: Context, row: Difficulte, facts: Facts) -> None:
    """Where, what kind, when, which binôme; nobody's name."""
    binome = context.tx.get(BinomeRow, row.binome_id)
    text = render_line(
        TOLD,
        site=facts["site_label"],
        heure=heure(row.le),
        nature=facts["nature_label"].lower(),
        binome=binome.label if binome else "médiateur sans binôme",
    )
    coordination.tell(
        context,
        key=f"difficulte:{row.id}",
        subject=render_line(SUBJECT, site=facts["site_label"]),
        text=text,
    )
