"""Whether what does not press waits for the coordination's reading: one tap, both ways."""

from __future__ import annotations

from typing import Final

from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Context, Declined, Ending, Handler
from bot.questions.ajuster import adjust
from storage.ajustements import LigneAjustee
from storage.dispositif import Urgence, actifs

LIRE, PARTIR = "lire", "partir"
ALREADY: Final = "C'est déjà ainsi. Rien n'a été changé."
OPTIONS: Final = (
    Option(LIRE, "🔎 Je relis d'abord"),
    Option(PARTIR, "📤 Il part à 8 h sans relecture"),
)
RELECTURE: Final = Flow(
    name="retenue",
    title="Signalements à relire",
    keeps_draft=False,
    steps=(
        choice(
            "choix",
            "🔎 Ce qui ne presse pas ({{ urgences }}) "
            "{% if retenu %}attend votre relecture, un jour ouvré au plus"
            "{% else %}part à 8 h, les jours ouvrés, sans relecture{% endif %}. "
            "Un danger et ce qui presse partent toujours aussitôt.",
            OPTIONS,
            width=1,
            cancel_label="✖️ Fermer",
        ),
    ),
    done="✅ {% if choix == 'lire' %}Chaque signalement qui ne presse pas vous est montré avant "
    "de partir. Sans réponse, il part après un jour ouvré.{% else %}Ce qui ne presse pas part à "
    "8 h, sans relecture.{% endif %}",
    left="🔎 Fermé.",
)


def facts(context: Context, _answers: Answers) -> Facts:
    slow = _slow(context)
    return {
        "urgences": ", ".join(f"{one.label[:1].lower()}{one.label[1:]}" for one in slow),
        "retenu": any(one.relire for one in slow),
    }


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    wanted = answers["choix"] == LIRE
    changed = [
        LigneAjustee("urgences", one.slug, {"relire": wanted})
        for one in _slow(context)
        if one.relire is not wanted
    ]
    if not changed:
        raise Declined(ALREADY)
    adjust(context, *changed)
    return Ending()


def _slow(context: Context) -> tuple[Urgence, ...]:
    """The urgences that leave with the morning's letter."""
    return tuple(one for one in actifs(context.programme.config.urgences) if one.envoi == "lot")


FLOWS: Final = (
    Handler(
        flow=RELECTURE,
        entry="🔎 Signalements à relire",
        commands=("/retenir",),
        about="Relire ce qui ne presse pas avant que le service le reçoive",
        order=59,
        drawer=True,
        droit=Droit.TENIR_LISTES,
        facts=facts,
        record=record,
    ),
)
