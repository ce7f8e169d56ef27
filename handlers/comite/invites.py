"""A guest of one meeting: it is called, reads the letter of that week, and is gone after (B10)."""

from __future__ import annotations

from typing import Final

from bot.clock import paris
from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow, Meant, Option, choice, name_of
from bot.feature.contract import Context, Declined, Ending, Handler
from bot.questions.ajuster import read_label
from bot.words import jour
from handlers.comite import composition
from handlers.comite.facts import MEETING, label, meeting
from storage import reunions
from storage.dispositif.alertes import Destinataire
from storage.models import Reunion

COMES: Final = "{{ fonction }} est invité à la réunion de {{ le }}, et à elle seule"
INVITED: Final = (
    "✅ {{ comite }} : {{ fonction }} ({{ courriel }}) est invité à la réunion de {{ le }}. "
    "Il est convoqué la veille, lit le point hebdo de cette semaine-là, et ne reçoit rien ensuite."
)
NONE: Final = "👤 Aucune réunion n'est prévue : prévoyez-la d'abord dans 🏛 Comités."
GONE: Final = "Cette réunion n'est plus prévue. Rien n'a été changé."

INVITE = Flow(
    name="invite_reunion",
    title="Invité d'une réunion",
    keeps_draft=False,
    steps=(
        choice("seance", "👤 Inviter quelqu'un à quelle réunion ?", "seances", width=1),
        name_of(
            "fonction",
            "Quelle fonction ? Jamais un nom de personne : « Élue de secteur ».",
            reads=read_label,
        ),
        name_of(
            "courriel",
            "Quelle adresse de courriel professionnelle ?",
            reads=composition.read_courriel,
            meant=Meant.CONTACT,
        ),
        choice(
            "accord",
            "<b>{{ reunion }}</b> : {{ fonction }}, {{ courriel }}, y est invité. "
            "Les membres du comité en seront prévenus.",
            (Option("oui", "✅ Inviter"),),
            width=1,
        ),
    ),
    done="{{ conclusion }}",
    left="👤 Fermé. Personne n'a été invité.",
)


def facts(context: Context, answers: Answers) -> Facts:
    row = meeting(context, str(answers.get("seance") or ""))
    return {
        "seances": tuple(
            Option(f"{MEETING}{one.id}", _said(context, one)) for one in _coming(context)
        ),
        "reunion": _said(context, row) if row else "",
    }


def suits(context: Context) -> bool:
    return bool(_coming(context))


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """Raises Declined when the meeting was held or put off meanwhile."""
    row = meeting(context, str(answers["seance"]))
    if row is None:
        raise Declined(GONE)
    comite = context.programme.config.comite(row.comite)
    guest = Destinataire(email=answers["courriel"], role=answers["fonction"], seance=row.jour)
    said = (COMES, INVITED)
    return Ending(
        {"conclusion": composition.enter(context, comite, guest, said, le=jour(row.jour))}
    )


def _coming(context: Context) -> list[Reunion]:
    today = paris(context.now).date()
    planned = reunions.open_ones(context.tx, context.programme.id)
    return [row for row in planned if row.jour >= today]


def _said(context: Context, row: Reunion) -> str:
    """« Comité opérationnel Ouest, 24/11 »."""
    return f"{label(context, row.comite)}, {row.jour:%d/%m}"


INVITER: Final = Handler(
    flow=INVITE,
    entry="👤 Invité d'une réunion",
    commands=("/invite",),
    about="Inviter quelqu'un à une seule réunion de comité",
    refusal=NONE,
    order=56,
    droit=Droit.CHOISIR_DESTINATAIRES,
    drawer=True,
    suits=suits,
    facts=facts,
    record=record,
)
