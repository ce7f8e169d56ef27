"""The point hebdo read again in the chat, by the members of the comité that received it."""

from __future__ import annotations

from typing import Final

from bot.casework.point import mots
from bot.domain.droits import Droit
from bot.domain.mois import Mois
from bot.domain.semaine import Semaine
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow, Option, choice
from bot.feature import redite
from bot.feature.contract import Context, Ending, Handler
from bot.feature.membres import comite_of
from storage import points
from storage.models import HEBDO, LECTURE, MENSUEL

WEEKS: Final = 4
MONTHS: Final = 3
"""How many of each a phone's list offers."""
LINK: Final = (
    '📄 <a href="{{ lien }}">{{ point }}, en entier, et son PDF</a>. '
    "Ce lien vaut un mois : ne le publiez pas."
)
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
            "📰 <b>{{ comite }}</b>\nQuelle semaine{% if mois %}, ou quel mois{% endif %} ?",
            "semaines",
            width=1,
            cancel_label="✖️ Fermer",
        ),
    ),
    done="📰 {{ titre }}, ci-dessous.",
    left="📰 Fermé.",
)


def facts(context: Context, _answers: Answers) -> Facts:
    comite, received = comite_of(context), _received(context)
    return {
        "comite": comite.label if comite else "",
        "semaines": tuple(Option(_slug(one), mots.datee(one)) for one in received),
        "mois": any(isinstance(one, Mois) for one in received),
    }


def received(context: Context) -> bool:
    return bool(_received(context))


def read(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The plain letter of that week, or month, as it was frozen, then the page that prints it."""
    comite = comite_of(context)
    semaine = next(one for one in _received(context) if _slug(one) == answers["semaine"])
    digest = comite and points.frozen(context.tx, context.programme.id, comite.slug, semaine)
    if digest:
        redite.tell(context, digest.instantane)
        redite.lead(context, LINK, LECTURE.of(digest.id), point=mots.nomme(semaine))
    return Ending({"titre": mots.datee(semaine)})


def _received(context: Context) -> list[Semaine]:
    """Those of their own comité that left, weeks then months, the newest first."""
    comite = comite_of(context)
    if comite is None:
        return []
    mine = context.tx, context.programme.id, comite.slug
    return [*points.read_by(*mine, HEBDO, WEEKS), *points.read_by(*mine, MENSUEL, MONTHS)]


def _slug(semaine: Semaine) -> str:
    """A week by its Monday, as buttons of before have it; a month by its name."""
    return semaine.label if isinstance(semaine, Mois) else str(semaine.lundi)


RELIRE: Final = Handler(
    flow=POINT_HEBDO,
    reads_only=True,
    entry="📰 Point hebdo",
    commands=("/pointhebdo",),
    about="Relire un point hebdo ou mensuel de mon comité",
    order=10,
    droit=Droit.LIRE_POINT_HEBDO,
    suits=received,
    refusal=NONE,
    facts=facts,
    record=read,
)
