"""The point hebdo read again in the chat, by the members of the comité that received it."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import select

from bot.documents import documents
from bot.domain.droits import Droit
from bot.domain.semaine import Semaine
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Context, Ending, Handler
from bot.feature.membres import comite_of
from bot.words import date_longue, in_parts
from storage import points
from storage.models import HEBDO, Digest
from storage.points import has_left

SHOWN: Final = 4
"""Weeks that a phone's list offers."""
PART: Final = 3500
"""Characters of one message: Telegram takes 4,096, its markup included."""
NONE: Final = (
    "📰 Aucun point hebdo pour vous : le premier de votre comité n'est pas encore parti, "
    "ou la coordination n'a pas dit de quel comité vous êtes."
)

POINT_HEBDO = Flow(
    name="point_hebdo",
    title="Point hebdo",
    keeps_draft=False,
    steps=(
        choice(
            "semaine",
            "📰 <b>{{ comite }}</b>\nQuelle semaine ?",
            "semaines",
            width=1,
            cancel_label="✖️ Fermer",
        ),
    ),
    done="📰 {{ titre }}, ci-dessous.",
    left="📰 Fermé.",
)


def facts(context: Context, _answers: Answers) -> Facts:
    comite = comite_of(context)
    weeks = (Semaine(row.lundi) for row in _received(context))
    return {
        "comite": comite.label if comite else "",
        "semaines": tuple(Option(str(week.lundi), _week(week)) for week in weeks),
    }


def received(context: Context) -> bool:
    return bool(_received(context))


def read(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The plain letter of that week, as it was frozen, in as many messages as it takes."""
    rows = [row for row in _received(context) if str(row.lundi) == answers["semaine"]]
    for row in rows:
        letter = documents()["point_hebdo"].formats["txt"](row.instantane).decode()
        for part in in_parts(letter, PART):
            context.tell(context.user_id, "{{ part }}", part=part)
    return Ending({"titre": _week(Semaine(date.fromisoformat(answers["semaine"])))})


def _received(context: Context) -> list[Digest]:
    """Those of their own comité that left, the newest first."""
    comite = comite_of(context)
    if comite is None:
        return []
    mine = select(Digest).where(
        Digest.dispositif_id == context.programme.id,
        Digest.comite == comite.slug,
        Digest.rythme == HEBDO,
    )
    last = mine.order_by(Digest.lundi.desc()).limit(2 * SHOWN)
    frozen = list(context.tx.scalars(last))
    since = frozen[-1].lundi if frozen else date.max
    waiting = points.waiting_weeks(context.tx, context.programme.id, since)
    return [one for one in frozen if has_left(one) or one.lundi not in waiting][:SHOWN]


def _week(semaine: Semaine) -> str:
    """« Semaine 46, jusqu'au 15 novembre 2026 »."""
    return f"Semaine {semaine.numero}, jusqu'au {date_longue(semaine.dimanche)}"


RELIRE: Final = Handler(
    flow=POINT_HEBDO,
    reads_only=True,
    entry="📰 Point hebdo",
    commands=("/pointhebdo",),
    about="Relire le dernier point hebdo de mon comité",
    order=10,
    droit=Droit.LIRE_POINT_HEBDO,
    suits=received,
    refusal=NONE,
    facts=facts,
    record=read,
)
