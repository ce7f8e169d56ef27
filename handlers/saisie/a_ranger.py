"""A message that nobody understood comes back whole, with what may be done of it."""

from __future__ import annotations

from typing import Any, Final

from bot.domain.droits import Droit
from bot.domain.lecture.eclair import TEXT_MAX
from bot.engine.conditions import All, Answers, Facts, Has, Is, Not
from bot.engine.script import Beforehand, Flow, Option, choice
from bot.feature.beforehand import MOT_DIT, PRESENCE
from bot.feature.contract import Context, Ending, Handler, Opening
from bot.questions import dictee, sur_place
from bot.questions.un_mot import keep_words
from storage.models import Observation

TEXTE: Final = Beforehand[str]("texte")
"""The message, whole."""
RAISON: Final = Beforehand[str]("raison")
"""Why it was not read, in French."""

TOO_LONG = "Votre message est trop long pour être lu d'un trait."
MENDED = "Rien n'est signalé ici qui soit encore ouvert."
NOTHING = "Je n'ai rien reconnu à compter, ni à signaler."
KEPT = "👁 C'est gardé. Ce mot sera relu avant de quitter l'équipe."
MOT = "mot"
SHOWN: Final = 300
"""Characters of it shown back."""

A_RANGER = Flow(
    name="a_ranger",
    title="Message à ranger",
    steps=(
        choice(
            "ou",
            "{{ raison }} Rien n'est noté pour l'instant. Qu'en faire ?\n\n« {{ debut }} »",
            (
                Option("sollicitation", "🙋 Sollicitation"),
                Option(MOT, "👁 Un mot"),
                Option("signalement", "🔧 Signalement"),
            ),
            cancel_label="🗑 Jeter",
        ),
        choice(
            "site",
            "👁 Un mot sur quel site ?",
            "sites",
            when=All((Is("ou", MOT), Not(Has(PRESENCE.key)))),
            width=1,
        ),
    ),
    done="{{ conclusion }}",
    left="🗑 Jeté. Rien n'a été noté.",
)


def gathers(context: Context, text: str) -> dict[str, Any] | None:
    """What the conversation about such a message begins with; None for « bonjour »."""
    lecture = dictee.read(context, text)
    if len(text) <= TEXT_MAX and not lecture.inconnus and not lecture.repare:
        return None
    reason = MENDED if lecture.repare else NOTHING
    if len(text) > TEXT_MAX:
        reason = TOO_LONG
    return {**TEXTE.seed(text), **RAISON.seed(reason)}


def seed(context: Context) -> dict[str, Any]:
    return {**sur_place.seed(context), **TEXTE.seed(""), **RAISON.seed(NOTHING)}


def shortened(text: str) -> str:
    """Its beginning: the whole of it is kept, and stands just above."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def facts(context: Context, answers: Answers) -> Facts:
    return {
        "debut": shortened(TEXTE.needed(answers)),
        "raison": RAISON.needed(answers),
        "sites": sur_place.site_options(context),
    }


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The words kept about the place, to be reread; or the flow that takes them with it."""
    words = TEXTE.needed(answers)
    if answers["ou"] != MOT:
        return Ending(opens=Opening(answers["ou"], MOT_DIT.seed(words)))
    row = Observation(**sur_place.saisie(context, answers, "mot"), positifs=[], mesusages=[])
    context.tx.add(row)
    context.tx.flush()
    keep_words(context, row, words)
    return Ending({"conclusion": KEPT})


HANDLER = Handler(
    flow=A_RANGER,
    droit=Droit.NOTER,
    seed=seed,
    facts=facts,
    record=record,
    gathers=gathers,
)
