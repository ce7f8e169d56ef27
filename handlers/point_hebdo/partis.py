"""What left, read again by the coordination as its comités have it, with its PDF (§4.2)."""

from __future__ import annotations

from typing import Final

from bot.casework.libelles import label
from bot.casework.point import annonces, mots
from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Fact, Facts
from bot.engine.script import Flow, Option, choice
from bot.feature import portee, redite
from bot.feature.contract import Context, Declined, Ending, Handler
from storage import points
from storage.models import HEBDO, MENSUEL, POINT, PointHebdo

WEEKS: Final = 6
MONTHS: Final = 4
"""How many of each a phone's list offers."""
NONE: Final = "📚 Aucun point n'est encore parti."
GONE: Final = "Ce point n'est plus gardé."
LINK: Final = (
    '📄 <a href="{{ lien }}">{{ point }}, chaque comité, et les PDF</a>. '
    "Ce lien vaut deux semaines : ne le faites pas suivre."
)

POINTS_PARTIS = Flow(
    name="points_partis",
    title="Points partis",
    keeps_draft=False,
    steps=(
        choice(
            "lequel",
            "📚 <b>Points déjà partis</b>\nLequel relire, tel qu'il est parti ?",
            "partis",
            width=1,
            cancel_label="✖️ Fermer",
        ),
        choice("comite", "De quel comité ?", "comites", when=Fact("comites"), width=1),
    ),
    done="📚 {{ titre }}, ci-dessous.",
    left="📚 Fermé.",
)


def facts(context: Context, answers: Answers) -> Facts:
    row = _row(context, answers)
    slugs = points.readers(context.tx, row) if row else []
    comites = tuple(Option(one, label(context.programme.config.comite, one)) for one in slugs)
    return {
        "partis": tuple(
            Option(str(one.id), mots.datee(points.periode(one))) for one in _left(context)
        ),
        "comites": comites if len(comites) > 1 else (),
        "seul": slugs[0] if slugs else "",
    }


def is_any(context: Context) -> bool:
    return bool(_left(context))


def record(context: Context, answers: Answers, facts: Facts) -> Ending:
    """Its letter as it left. Raises Declined for one that is kept no more."""
    row = _row(context, answers)
    if row is None:
        raise Declined(GONE)
    comite, semaine = answers.get("comite") or facts["seul"], points.periode(row)
    digest = points.frozen(context.tx, context.programme.id, comite, semaine)
    if digest is None:
        raise Declined(GONE)
    redite.tell(context, digest.instantane)
    redite.lead(context, LINK, POINT.of(row.id), point=mots.nomme(semaine))
    return Ending({"titre": annonces.period_of(row)})


def _left(context: Context) -> list[PointHebdo]:
    mine = context.tx, context.programme.id
    return [*points.left(*mine, HEBDO, WEEKS), *points.left(*mine, MENSUEL, MONTHS)]


def _row(context: Context, answers: Answers) -> PointHebdo | None:
    return portee.found(context, Droit.VALIDER_POINT_HEBDO, PointHebdo, answers.get("lequel"))


HANDLER: Final = Handler(
    flow=POINTS_PARTIS,
    reads_only=True,
    entry="📚 Points partis",
    commands=("/points",),
    about="Relire un point hebdo ou mensuel tel qu'il est parti",
    order=52,
    drawer=True,
    droit=Droit.VALIDER_POINT_HEBDO,
    suits=is_any,
    refusal=NONE,
    facts=facts,
    record=record,
)
