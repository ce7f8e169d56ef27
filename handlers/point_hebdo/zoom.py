"""Zoom: what the point mensuel tells week by week, chosen while its figures still move (§4.2)."""

from __future__ import annotations

from typing import Final

from bot.casework.point import actes, annonces, zooms
from bot.casework.point.zooms import LABELS
from bot.domain.droits import Droit
from bot.domain.vies.vie import TransitionRefusee
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow, Option, choice
from bot.feature import portee
from bot.feature.contract import Context, Declined, Ending, Handler
from bot.rendering import render_line
from bot.words import capitale
from handlers.point_hebdo import facts as known
from storage import points
from storage.models import PointHebdo

FILE: Final = "fichier"
MOVED: Final = "ce qui aura le plus changé"
GONE: Final = "Les chiffres de ce mois sont figés : son zoom ne change plus."
SAID: Final = "🔎 {{ periode }}, zoom : {{ theme }}. S'il était validé, validez-le de nouveau."

ZOOM_DU_MOIS = Flow(
    name="zoom_du_mois",
    title="Zoom",
    keeps_draft=False,
    steps=(
        choice(
            "theme",
            "🔎 <b>Zoom</b> : une chose, semaine par semaine, dans le point mensuel. "
            "Aujourd'hui : {{ aujourdhui }}.",
            "themes",
            width=1,
        ),
    ),
    done="{{ conclusion }}",
    left="🔎 Fermé. Rien n'a été changé.",
)


def facts(context: Context, answers: Answers) -> Facts:
    rules, row = context.programme.config.reglages, _month(context, answers)
    now = zooms.chosen(context.tx, context.programme, points.periode(row)) if row else None
    usual = LABELS[rules.zoom_mensuel] if rules.zoom_mensuel else MOVED
    others = (one for one in rules.zooms if one != rules.zoom_mensuel)
    return {
        "aujourdhui": LABELS[now] if now else MOVED,
        "themes": (
            Option(FILE, f"{capitale(usual)} (par défaut)"),
            *(Option(one, capitale(LABELS[one])) for one in others),
        ),
    }


def record(context: Context, answers: Answers, facts: Facts) -> Ending:
    """Raises Declined once its figures are frozen."""
    row, theme = _month(context, answers), answers["theme"]
    if row is None:
        raise Declined(GONE)
    try:
        actes.look_closer(context, row, None if theme == FILE else theme)
    except TransitionRefusee:
        raise Declined(GONE) from None
    label = next(one.label for one in facts["themes"] if one.slug == theme)
    said = render_line(SAID, periode=annonces.period_of(row), theme=label)
    return Ending({"conclusion": said}, annonces.keyboard(context, row))


def _month(context: Context, answers: Answers) -> PointHebdo | None:
    """The month whose button was touched, while it may still be looked at otherwise."""
    row = portee.found(context, Droit.VALIDER_POINT_HEBDO, PointHebdo, known.POINT_ID.of(answers))
    return row if row and annonces.may_look_closer(row) else None


HANDLER: Final = Handler(
    flow=ZOOM_DU_MOIS,
    droit=Droit.VALIDER_POINT_HEBDO,
    refusal=GONE,
    facts=facts,
    record=record,
)
